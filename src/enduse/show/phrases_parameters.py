"""How is a technical parameter, and the question for its figure, put in Chinese and Russian? The English ones stand in `goods.parameters` and `goods.parameter_questions`."""

from __future__ import annotations

from typing import Final

from enduse.errors import UsageError
from enduse.goods.parameter_questions import question_for

PARAMETERS: Final[dict[str, tuple[str, str]]] = {
    "acceleration_rms": ("振动试验系统能达到的加速度（均方根）", "ускорение вибрационной установки, среднеквадратичное"),
    "adc_resolution": ("模数转换器的分辨率（位）", "разрядность аналого-цифрового преобразователя, бит"),
    "angle_random_walk": ("陀螺仪的角度随机游走", "случайный уход угла гироскопа"),
    "axes_contouring": ("可同时协调进行轮廓控制的轴数", "число осей, одновременно управляемых при контурной обработке"),
    "axes_rotary_contouring": ("可同时协调进行轮廓控制的旋转轴数", "число поворотных осей, одновременно управляемых при контурной обработке"),
    "bandwidth": ("3 dB 带宽", "полоса по уровню 3 дБ"),
    "bias_repeatability": ("加速度计的零偏重复性", "повторяемость смещения нуля акселерометра"),
    "bias_stability": ("加速度计的零偏稳定性", "стабильность смещения нуля акселерометра"),
    "chamber_diameter": ("腔室内径", "внутренний диаметр камеры"),
    "dac_resolution": ("数模转换器的分辨率（位）", "разрядность цифро-аналогового преобразователя, бит"),
    "density": ("密度", "плотность"),
    "detonation_velocity": ("爆速", "скорость детонации"),
    "digital_io": ("单端数字输入输出数", "число однопроводных цифровых входов и выходов"),
    "dispenser_volume": ("可喷洒或分配的容量", "объём распыляемого или подаваемого вещества"),
    "drilling_depth": ("钻探深度", "глубина бурения"),
    "empty_mass": ("不含载荷和燃料的质量", "масса без полезной нагрузки и топлива"),
    "endurance": ("航空器能在空中停留多少分钟", "сколько минут аппарат может находиться в воздухе"),
    "energy_density": ("能量密度", "удельная энергия"),
    "exchange_area": ("换热面积", "площадь теплообмена"),
    "flight_range": ("航程", "дальность полёта"),
    "flow_rate": ("最大流量", "наибольший расход"),
    "form_accuracy": ("精加工可达到的形状精度", "точность формы при чистовой обработке"),
    "fractional_bandwidth": ("相对带宽", "относительная ширина полосы"),
    "frame_rate": ("每秒图像帧数", "число кадров в секунду"),
    "frequency": ("工作频率或额定频率", "рабочая или номинальная частота"),
    "gate_delay": ("基本门的典型传输延迟", "типовая задержка базового вентиля"),
    "gear_diameter": ("齿轮节圆直径", "делительный диаметр зубчатого колеса"),
    "gyro_bias_stability": ("陀螺仪的零偏稳定性或漂移率（度/小时，及其时间）", "стабильность смещения или уход гироскопа, градусов в час и за какое время"),
    "hole_pitch": ("微通道板的孔心距", "шаг отверстий микроканальной пластины"),
    "key_length_asymmetric": ("非对称算法的密钥长度", "длина ключа асимметричного алгоритма"),
    "key_length_elliptic": ("椭圆曲线算法的群阶", "порядок группы алгоритма на эллиптических кривых"),
    "key_length_symmetric": ("对称密钥长度", "длина симметричного ключа"),
    "light_wavelength": ("发出或感应的光或红外的波长", "длина волны излучаемого или принимаемого света"),
    "operating_frequency": ("时钟或输出频率", "тактовая или выходная частота"),
    "outer_diameter": ("外径", "наружный диаметр"),
    "output_power": ("输出功率（连续或平均）", "выходная мощность, непрерывная или средняя"),
    "output_power_peak": ("峰值饱和输出功率", "пиковая мощность насыщения"),
    "positioning_accuracy": ("各直线轴的定位精度及所依标准", "точность позиционирования каждой линейной оси и по какому стандарту"),
    "positioning_accuracy_angular": ("旋转轴的定位精度", "точность позиционирования поворотной оси"),
    "positioning_repeatability": (
        "各直线轴的单向定位重复性（ISO 230-2:2014）",
        "односторонняя повторяемость позиционирования каждой линейной оси (ISO 230-2:2014)",
    ),
    "pressure": ("最大工作压力", "наибольшее рабочее давление"),
    "radio_range": ("无线电作用距离", "дальность радиосвязи"),
    "range_acceleration": ("加速度计的量程", "диапазон измерения акселерометра"),
    "range_rate": ("陀螺仪的角速率量程", "диапазон угловой скорости гироскопа"),
    "resolvable_feature": ("光刻可分辨的最小特征尺寸", "наименьший разрешаемый элемент литографии"),
    "roller_force": ("滚轮压力", "усилие ролика"),
    "roughness_rms": ("表面粗糙度（均方根）", "шероховатость поверхности, среднеквадратичная"),
    "sample_rate": ("每秒采样数", "число отсчётов в секунду"),
    "scale_factor_repeatability": ("标度因数重复性", "повторяемость масштабного коэффициента"),
    "scale_factor_stability": ("标度因数稳定性", "стабильность масштабного коэффициента"),
    "specific_modulus": ("比模量", "удельный модуль упругости"),
    "specific_strength": ("比强度", "удельная прочность"),
    "speed": ("速度", "скорость"),
    "take_off_mass": ("最大起飞质量", "наибольшая взлётная масса"),
    "temperature": ("可达到的温度", "достигаемая температура"),
    "temperature_ambient_max": ("额定最高环境温度", "наибольшая рабочая температура окружающей среды"),
    "temperature_ambient_min": ("额定最低环境温度", "наименьшая рабочая температура окружающей среды"),
    "tensile_strength": ("抗拉强度", "предел прочности при растяжении"),
    "terminals": ("电路端子数", "число выводов схемы"),
    "total_dose": ("可承受的总辐射剂量", "выдерживаемая суммарная доза излучения"),
    "transceiver_rate": ("全部串行收发器的单向峰值总速率", "суммарная пиковая скорость всех последовательных приёмопередатчиков в одну сторону"),
    "update_rate": ("每秒调整后更新率", "приведённая частота обновления в секунду"),
    "vibration_force": ("振动试验系统的推力", "усилие вибрационной установки"),
    "volume": ("内部容积", "внутренний объём"),
    "wind_gust": ("可稳定起飞和飞行的阵风风速", "порывы ветра, при которых взлёт и полёт устойчивы"),
}
"""Name of the parameter → (Chinese, Russian)."""
ANSWERS: Final = ("en", "zh", "ru")


def ask_for(parameter: str, lang: str) -> str:
    """The question that settles the parameter, in English, Chinese or Russian.

    >>> ask_for("take_off_mass", "ru")
    'Какова величина: наибольшая взлётная масса?'
    """
    if lang == "en":
        return question_for(parameter)
    chinese, russian = PARAMETERS[parameter]
    return f"请说明数值：{chinese}？" if lang == "zh" else f"Какова величина: {russian}?"


def answer_language(lang: str) -> str:
    """The language, if there are questions in it; else `UsageError`."""
    if lang not in ANSWERS:
        raise UsageError(f"--answer {lang!r} must be one of {', '.join(ANSWERS)}")
    return lang
