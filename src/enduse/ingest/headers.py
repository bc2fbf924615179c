"""What do exports that are not in English, and the field names of the systems themselves, call our columns?

Words are written as they are printed and folded when they are used (`columns.fold`), so that `Warenempfänger`, `WARENEMPFAENGER` and `warenempfanger` are one.
Sources: the boxes of the customs declarations (single administrative document and its German, French and Turkish editions, form and classifiers of the
declaration of the Eurasian Economic Union, PRC customs declaration form 海关出口货物报关单), the fields of SAP SD (VBAK, VBAP, LIKP, LIPS) and of Oracle Order
Management, and the forms of payment orders.
"""

from __future__ import annotations

from typing import Final

ROLE_WORDS: Final[dict[str, str]] = {
    "seller": "Verkäufer|Lieferant|Versender|Absender|Ausführer|Exporteur|vendeur|fournisseur|expéditeur|exportateur|продавец|поставщик|грузоотправитель|экспортёр|"
    "卖方|销售方|供应商|供货商|发货人|发货方|出口商|境内发货人|境外发货人|satıcı|tedarikçi|ihracatçı|vendedor|proveedor|exportador|expedidor|venditore|fornitore|esportatore|mittente",
    "buyer": "Käufer|Kunde|Besteller|Importeur|Einführer|acheteur|client|importateur|покупатель|заказчик|импортёр|клиент|"
    "买方|购货方|采购方|客户|进口商|müşteri|ithalatçı|comprador|cliente|importador|acquirente|compratore|importatore",
    "consignee": "Warenempfänger|Lieferempfänger|destinataire|грузополучатель|收货人|收货方|境内收货人|境外收货人|mal alıcısı|destinatario|consignatario",
    "ultimate_consignee": "Endempfänger|destinataire final|конечный получатель|конечный грузополучатель|最终收货人|最终收货方|nihai alıcı|destinatario final|destinatario finale",
    "end_user": "Endverwender|Endnutzer|Endkunde|Endverbraucher|utilisateur final|client final|конечный пользователь|конечный потребитель|конечный покупатель|"
    "最终用户|终端用户|最终使用者|nihai kullanıcı|son kullanıcı|usuario final|utilizzatore finale",
    "intermediary": "Zwischenhändler|Vermittler|intermédiaire|revendeur|distributeur|посредник|дистрибьютор|中间商|经销商|aracı|bayi|distribütör|intermediario|distribuidor",
    "forwarder": "Spediteur|Spedition|transitaire|commissionnaire de transport|экспедитор|货运代理|货代|nakliye acentesi|transitario|spedizioniere",
    "carrier": "Frachtführer|transporteur|перевозчик|承运人|taşıyıcı|nakliyeci|transportista|vettore",
    "notify": "Notify-Adresse|partie à notifier|уведомляемая сторона|通知人|通知方|被通知人|ihbar edilecek taraf",
    "payer": "Zahler|Regulierer|Rechnungsempfänger|Zahlungspflichtiger|payeur|débiteur|плательщик|付款人|付款方|汇款人|ödeyen|borçlu|ordenante|pagador|pagatore",
    "payee": "Zahlungsempfänger|Begünstigter|bénéficiaire|créancier|получатель платежа|получатель средств|получатель перевода|收款人|收款方|受益人|lehtar|alacaklı|beneficiario",
    "bank": "Hausbank|banque|banque du donneur d'ordre|банк|банк плательщика|банк отправителя|银行|付款行|汇款行|banka|gönderen banka|banco|banca",
    "correspondent": "Korrespondenzbank|Zwischenbank|banque correspondante|банк-корреспондент|банк корреспондент|банк посредник|代理行|中间行|muhabir banka|banco corresponsal",
}
"""Words for the roles; alone, one is the name of that party, read as weakly as an English one."""

# In Russian the field is followed by the role in the genitive.
GENITIVES: Final[dict[str, str]] = {
    "seller": "продавца|поставщика|грузоотправителя|экспортёра|отправителя|Verkäufers|Lieferanten|Versenders|Absenders|Ausführers",
    "buyer": "покупателя|заказчика|импортёра|клиента|Käufers|Kunden|Bestellers",
    "consignee": "грузополучателя|Warenempfängers|Lieferempfängers",
    "ultimate_consignee": "конечного получателя|конечного грузополучателя|Endempfängers",
    "end_user": "конечного пользователя|конечного потребителя|Endverwenders|Endkunden",
    "intermediary": "посредника",
    "forwarder": "экспедитора|Spediteurs",
    "carrier": "перевозчика|Frachtführers",
    "payer": "плательщика|Zahlers|Rechnungsempfängers",
    "payee": "получателя платежа|получателя средств|Zahlungsempfängers|Begünstigten",
    "bank": "банка|банка плательщика",
}

FIELD_WORDS: Final[dict[str, str]] = {
    "name": "Name|Firma|Bezeichnung|nom|raison sociale|dénomination|наименование|название|имя|名称|名字|公司名称|企业名称|全称|adı|unvanı|ünvanı|nombre|razón social|nome|ragione sociale",
    "country": "Land|Länderschlüssel|Ländercode|pays|code pays|страна|код страны|国家|国别|国家代码|ülke|ülkesi|ülke kodu|país|paese",
    "address": "Adresse|Anschrift|adresse|адрес|юридический адрес|地址|adres|adresi|dirección|indirizzo",
    "street": "Straße|rue|улица|街道|sokak|cadde|calle",
    "city": "Ort|Stadt|ville|город|城市|şehir|ciudad|città",
    "region": "Bundesland|région|область|регион|省份|bölge|provincia",
    "postcode": "Postleitzahl|PLZ|code postal|почтовый индекс|邮编|邮政编码|posta kodu|código postal",
    "birth_date": "Geburtsdatum|date de naissance|дата рождения|出生日期|doğum tarihi",
    "bic": "BIC|SWIFT-Code|код SWIFT|SWIFT代码",
    "inn": "ИНН",
    "ogrn": "ОГРН",
    "uscc": "统一社会信用代码|社会信用代码",
    "vat": "USt-IdNr|Umsatzsteuer-ID|numéro de TVA|N° TVA|KDV no",
    "tax": "Steuernummer|vergi no|vergi numarası|税号",
    "registration": "Handelsregisternummer|Registernummer|numéro d'enregistrement|регистрационный номер|注册号",
}
"""Words for the fields of a party, standing before or after the word of the role."""

WHOLE: Final[dict[str, str]] = {
    "id": "Belegnummer|Auftragsnummer|Auftrag|Auftragsnr|Verkaufsbeleg|Lieferung|Lieferungsnummer|Liefernummer|Vorgangsnummer|numéro de commande|n° commande|numéro d'ordre|numéro de déclaration|"
    "номер заказа|номер декларации|номер ДТ|номер ГТД|номер сделки|номер платежа|订单号|订单编号|报关单号|报关单编号|交易编号|运单号|sipariş no|sipariş numarası|beyanname no|işlem no|"
    "VBELN|VBELN_VA|VBELN_VL|tranid|SalesId|número de pedido|numero ordine",
    "order_date": "Auftragsdatum|Bestelldatum|Belegdatum|date de commande|дата заказа|дата договора|дата контракта|订单日期|下单日期|合同日期|sipariş tarihi|AUDAT|ordered date|fecha de pedido",
    "ship_date": "Versanddatum|Warenausgangsdatum|Warenausgang|Ausfuhrdatum|date d'expédition|date d'exportation|дата отгрузки|дата отправки|дата выпуска|"
    "дата вывоза|发货日期|出口日期|装运日期|出货日期|sevk tarihi|sevkiyat tarihi|yükleme tarihi|ihracat tarihi|WADAT_IST|actual shipment date|fecha de envío",
    "value_date": "Wertstellung|Valutadatum|date de valeur|дата валютирования|дата платежа|起息日|付款日期|valör|valör tarihi|ödeme tarihi|fecha valor",
    "date": "Datum|date|дата|日期|tarih|fecha",
    "goods_description": "Warenbezeichnung|Warenbeschreibung|Materialkurztext|Materialbezeichnung|Artikelbezeichnung|Produktbezeichnung|Bezeichnung der Ware|désignation des marchandises|"
    "désignation|description des marchandises|libellé article|наименование товара|описание товара|описание и характеристика товара|товар|номенклатура|наименование номенклатуры|"
    "商品名称|品名|货物名称|货物描述|商品描述|商品名称及规格型号|产品名称|货名|eşya tanımı|eşyanın tanımı|mal tanımı|malın cinsi|ürün adı|ürün tanımı|ARKTX|MAKTX|"
    "descripción de la mercancía|descrizione merce",
    "hs_code": "Zolltarifnummer|Warentarifnummer|Warennummer|Statistische Warennummer|Stat. Warennr|KN-Code|code SH|code NC|code douanier|nomenclature douanière|position tarifaire|"
    "код ТН ВЭД|код ТНВЭД|ТН ВЭД|ТНВЭД|код товара по ТН ВЭД|код ТН ВЭД ЕАЭС|商品编码|海关编码|HS编码|HS 编码|税则号列|税则号|GTİP|GTİP no|GTİP kodu|"
    "STAWN|partida arancelaria|código arancelario|codice doganale|voce doganale",
    "origin": "Ursprungsland|Ursprung|pays d'origine|origine|страна происхождения|原产国|原产地|原产国地区|原产国(地区)|menşe|menşei|menşe ülke|menşe ülkesi|HERKL|país de origen|paese di origine",
    "value": "Nettowert|Warenwert|Positionswert|Rechnungsbetrag|Betrag|Gesamtwert|valeur|montant|valeur facture|montant net|стоимость|сумма|фактурная стоимость|"
    "стоимость товара|сумма платежа|金额|总价|总值|总额|tutar|bedel|fatura tutarı|toplam tutar|NETWR|extended amount|importe|importo",
    "currency": "Währung|Belegwährung|Währungsschlüssel|devise|monnaie|валюта|код валюты|币制|币种|货币|döviz|döviz cinsi|döviz kodu|para birimi|WAERK|WAERS|transactional curr code|moneda|divisa",
    "quantity": "Menge|Auftragsmenge|Liefermenge|Stückzahl|quantité|количество|кол-во|数量|成交数量|miktar|miktarı|adet|KWMENG|LFIMG|cantidad|quantità",
    "unit": "Mengeneinheit|Einheit|Verkaufsmengeneinheit|unité|unité de mesure|единица измерения|ед. изм|ед изм|ед. измерения|单位|计量单位|成交单位|birim|ölçü birimi|VRKME|order quantity uom|unidad|unità di misura",
    "weight_kg": "Nettogewicht kg|Nettogewicht in kg|Eigenmasse kg|poids net kg|masse nette kg|вес нетто кг|масса нетто кг|вес нетто в кг|净重(千克)|净重千克|净重(公斤)|净重 kg|net ağırlık kg|peso neto kg|peso netto kg",
    "ship_from": "Versendungsland|Versandland|Ausfuhrland|pays d'expédition|pays d'exportation|pays de provenance|страна отправления|启运国|启运国(地区)|起运国|出口国|yükleme ülkesi|çıkış ülkesi|"
    "sevk ülkesi|ALAND|país de expedición|paese di spedizione",
    "ship_to": "Bestimmungsland|Empfangsland|Zielland|pays de destination|страна назначения|目的国|最终目的国|最终目的国(地区)|运抵国|运抵国(地区)|抵运国|varış ülkesi|gideceği ülke|LLAND|"
    "país de destino|paese di destinazione",
    "via_1": "Transitland|Durchfuhrland|pays de transit|страна транзита|транзитная страна|过境国|中转国|transit ülke|transit ülkesi",
    "mode": "Verkehrszweig|Beförderungsart|Versandart|Verkehrszweig an der Grenze|mode de transport|вид транспорта|вид транспорта на границе|способ доставки|运输方式|taşıma şekli|sınırdaki taşıma şekli|"
    "modo de transporte|modo di trasporto",
    "vessel": "Schiffsname|Schiff|nom du navire|navire|название судна|судно|船名|gemi adı|buque|nome della nave",
    "imo": "IMO-Nummer|numéro IMO|номер ИМО|ИМО|IMO编号|IMO号",
    "eccn": "AL-Nummer ECCN",
    "doc_licence_number": "Genehmigungsnummer|Ausfuhrgenehmigungsnummer|numéro de licence|номер лицензии|许可证号|许可证编号|lisans no",
    "doc_end_use_certificate": "Endverbleibserklärung|Endverbleibsnachweis|certificat d'utilisation finale|сертификат конечного пользователя|最终用户证明|nihai kullanım belgesi",
}

WEAK: Final[dict[str, str]] = {
    "id": "Rechnungsnummer|Referenz|Referenznummer|numéro de facture|référence|номер счёта|номер инвойса|номер документа|номер накладной|номер|发票号|发票号码|合同号|合同协议号|fatura no|fatura numarası|referans|belge no|"
    "número de factura|numero fattura",
    "goods_description": "Ware|Waren|Material|Artikel|Produkt|marchandise|marchandises|article|produit|продукция|артикул|商品|货物|产品|物料|eşya|mal|ürün|mercancía|merce",
}
"""Taken only where no better column gives the field."""

DOUBTFUL: Final[dict[str, tuple[str, ...]]] = {
    "Empfänger|получатель|接收方": ("consignee_name", "payee_name"),
    "Name Empfänger|Name des Empfängers|Empfänger Name|наименование получателя|название получателя|имя получателя": ("consignee_name", "payee_name"),
    "Empfängerland|Land des Empfängers|Empfänger Land|страна получателя": ("consignee_country", "payee_country"),
    "адрес получателя|Empfänger Adresse|Adresse des Empfängers": ("consignee_address", "payee_address"),
    "ИНН получателя": ("consignee_inn", "payee_inn"),
    "Auftraggeber|donneur d'ordre": ("buyer_name", "payer_name"),
    "Name Auftraggeber|Auftraggeber Name|Name des Auftraggebers|nom du donneur d'ordre": ("buyer_name", "payer_name"),
    "Auftraggeber Land|Land Auftraggeber|Land des Auftraggebers|pays du donneur d'ordre": ("buyer_country", "payer_country"),
    "отправитель|gönderici|gönderen|sender|наименование отправителя|sender name|gönderici adı|gönderen adı": ("seller_name", "payer_name"),
    "страна отправителя|sender country|gönderici ülkesi": ("seller_country", "payer_country"),
    "alıcı|alıcı adı|alıcı unvanı|alıcı ünvanı": ("consignee_name", "buyer_name", "payee_name"),
    "alıcı ülkesi|alıcı ülke": ("consignee_country", "buyer_country", "payee_country"),
    "контрагент|наименование контрагента|counterparty|counterparty name|Geschäftspartner|cari|cari adı|cari ünvanı|contrepartie|交易对手|对方名称|customer/supplier": (
        "buyer_name", "seller_name", "payer_name", "payee_name",
    ),
    "страна контрагента|counterparty country": ("buyer_country", "seller_country", "payer_country", "payee_country"),
    "境内收发货人|收发货人": ("consignee_name", "seller_name"),
    "Herkunftsland": ("origin", "ship_from"),
    "Valuta": ("value_date", "currency"),
}  # fmt: skip
"""Headers of more than one reading, with the columns they may be. They are settled by the rest of the file where that leaves one (goods and routes make it
trade, payers and value dates make it payments), by a mapping otherwise: a party that was read in the wrong role, or not at all, is not screened."""

HINTS: Final[dict[str, tuple[str, ...]]] = {
    "Name 1|NAME1|party|party name|partner|Partner Name|Firma|Firmenname|company|company name|société|raison sociale|организация|компания|公司|公司名称|企业名称|firma adı|şirket|unvan|empresa|azienda": (
        "buyer_name", "consignee_name", "end_user_name", "payee_name",
    ),
    "Country|Land|LAND1|pays|страна|国家|国别|ülke|país|paese": ("consignee_country", "buyer_country", "ship_to", "origin"),
    "торгующая страна|贸易国|贸易国(地区)|ticaret yapılan ülke": ("buyer_country", "seller_country"),
}  # fmt: skip
"""Headers that may say one of these, and as often something else (the company that sells, the country of a warehouse): left out, and named with what they may be."""
