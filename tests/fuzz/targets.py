"""Which ways into the program are fuzzed?"""

from __future__ import annotations

from typing import Final

import file_targets
import list_targets
import record_targets
import word_targets
from oracle import Target

TARGETS: Final[dict[str, Target]] = {target.name: target for room in (list_targets, file_targets, word_targets, record_targets) for target in room.TARGETS}
