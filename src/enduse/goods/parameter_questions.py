"""With which question does one ask for a figure that a description leaves out?"""

from __future__ import annotations

from typing import Final

from enduse.goods.parameters import PARAMETERS

_ASKED: Final[dict[str, str]] = {
    "adc_resolution": "How many bits does the analogue-to-digital converter resolve?",
    "axes_contouring": "How many axes can be coordinated simultaneously for contouring control?",
    "axes_rotary_contouring": "How many rotary axes can be coordinated simultaneously for contouring control?",
    "bandwidth": "What is the bandwidth at 3 dB, for each channel?",
    "bias_stability": "What is the bias stability of the accelerometer, over which time?",
    "chamber_diameter": "What is the inside diameter of the chamber?",
    "digital_io": "How many single-ended digital inputs and outputs can be used at once?",
    "empty_mass": "What does the aircraft weigh without payload and fuel?",
    "endurance": "How many minutes can the aircraft stay in the air?",
    "flight_range": "How far can the aircraft fly?",
    "frame_rate": "How many images does the camera give out for each second?",
    "frequency": "At which frequencies does it work or is it rated?",
    "gyro_bias_stability": "What is the bias stability of the gyroscope, in degrees per hour and over which time?",
    "light_wavelength": "At which wavelengths does it work?",
    "output_power": "What power does it give out, continuous or average?",
    "output_power_peak": "What peak saturated power does it give out?",
    "positioning_accuracy": "What is the positioning accuracy of each linear axis, by which standard?",
    "positioning_repeatability": "What is the unidirectional positioning repeatability of each linear axis (ISO 230-2:2014)?",
    "pressure": "What is the largest working pressure?",
    "range_acceleration": "Up to which acceleration does it work?",
    "range_rate": "What is the range of angular rate?",
    "sample_rate": "How many samples does it take for each second?",
    "take_off_mass": "What is the largest mass at take-off?",
    "temperature_ambient_max": "Up to which ambient temperature is it rated?",
    "temperature_ambient_min": "Down to which ambient temperature is it rated?",
    "transceiver_rate": "What is the one-way peak data rate of all serial transceivers together?",
    "wind_gust": "In which gusts of wind can it take off and fly stably?",
}


def question_for(parameter: str) -> str:
    """The question that settles the parameter.

    >>> question_for("density")
    'What is the figure of this: density?'
    """
    meaning = PARAMETERS[parameter]
    return _ASKED.get(parameter) or f"What is the figure of this: {meaning[0].lower()}{meaning[1:]}?"
