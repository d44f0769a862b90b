package integration

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"manifold/internal/platform/table"
)

// Field is what a column of a price file holds.
type Field string

// The fields.
const (
	Skip        Field = "skip"
	SKU         Field = "sku"
	GTIN        Field = "gtin"
	MPN         Field = "mpn"
	Brand       Field = "brand"
	Name        Field = "name" // of several columns: joined
	Description Field = "description"
	Category    Field = "category"
	Family      Field = "family"
	Unit        Field = "unit"
	Inner       Field = "inner"      // how many of the unit an inner pack contains
	Pack        Field = "pack"       // a case
	Pallet      Field = "pallet"     // a pallet
	PackGTIN    Field = "pack_gtin"  // barcode of the case
	Attribute   Field = "attribute"  // named by Column.From
	Amount      Field = "price"      // of one unit
	PriceFrom   Field = "price_from" // of one unit, from a quantity on that the heading names
	Breaks      Field = "breaks"     // several quantities and prices in one cell
	Currency    Field = "currency"
	ValidFrom   Field = "valid_from" // day on which the line begins
	ValidTo     Field = "valid_to"   // day after which it is over
	Stock       Field = "stock"
	LeadDays    Field = "lead_days"
	Minimum     Field = "minimum"
	Multiple    Field = "multiple"
	Promotion   Field = "promotion"
	Datasheet   Field = "datasheet"
	Image       Field = "image" // address of a picture
)

// What the vocabulary knows besides the fields.
const (
	specification = "specification" // tells items of one name apart, and becomes part of the name
	another       = "another"       // nothing of the item's, or nothing for buyers to know
)

// vocabulary is how price files call their columns. The order decides between fields of the same kind that only values speak for.
var vocabulary = []table.Field{
	{Key: another, Many: true, Synonyms: []string{"cost price", "purchase price", "buying price", "landed cost", "margin", "markup", "discount", "company", "company name", "seller", "seller name", "supplier", "supplier name", "store", "store name", "customer", "customer name",
		"成本", "成本价", "进价", "进货价", "采购价", "毛利", "毛利率", "折扣", "供应商", "供应商名称", "客户", "客户名称", "公司名称", "店铺", "仓库"}},
	{Key: string(GTIN), Kind: table.KindBarcode, Synonyms: []string{"gtin", "ean", "ean13", "ean code", "upc", "upc code", "barcode", "bar code", "isbn", "条码", "条形码", "商品条码", "国际条码", "69码", "ברקוד", "קוד פריט"}},
	{Key: string(SKU), Kind: table.KindCode, Synonyms: []string{"sku", "variant sku", "item", "item no", "item number", "item code", "article", "article no", "article number", "artikelnummer", "product code", "product id", "product no", "stock code", "stock no",
		"order code", "order no", "catalog number", "catalogue number", "part no", "part number", "code", "reference", "ref", "id", "component code", "componentCode", "vend part", "nsn", "编码", "编号", "货号", "商品编码", "商品编号", "产品编码", "产品编号", "物料编码", "物料号", "存货编码", "订货号", "款号"}},
	{Key: string(MPN), Kind: table.KindCode, Synonyms: []string{"mpn", "manufacturer part number", "manufacturer part no", "mfr part", "mfr part no", "mfg part", "mfg part number", "manufacturer code", "vendor part number", "model", "model no", "model number",
		"component model", "componentModelEn", "型号", "规格型号", "厂家型号", "制造商料号", "原厂型号"}},
	{Key: string(Amount), Kind: table.KindMoney, Synonyms: []string{"price", "unit price", "list price", "net price", "selling price", "sale price", "sales price", "base price", "catalog price", "cost", "preis", "prix", "precio", "price each", "price per unit", "msrp", "rrp", "wholesale price", "gsa price",
		"单价", "价格", "售价", "销售价", "含税单价", "含税价", "报价", "批发价", "目录价", "零售价", "标价", "供货价", "מחיר"}},
	{Key: string(Stock), Kind: table.KindDecimal, Synonyms: []string{"stock", "qty on hand", "on hand", "quantity on hand", "stock quantity", "available", "available quantity", "availability", "inventory", "inventory level", "inventoryLevel", "stock count", "stockCount", "in stock", "bestand",
		"库存", "库存数量", "现货", "现货数量", "可用库存", "可售数量", "在库", "结存数量"}},
	{Key: string(Name), Kind: table.KindText, Synonyms: []string{"name", "product name", "prod name", "item name", "title", "product", "description", "item description", "product description", "article description", "short description", "shortDescription", "bezeichnung", "designation", "describe",
		"名称", "品名", "商品名称", "产品名称", "货品名称", "存货名称", "物料名称", "描述", "商品描述", "品名规格", "名称规格", "שם מוצר", "שם פריט"}},
	{Key: string(Description), Kind: table.KindText, Synonyms: []string{"description", "long description", "prod desc", "details", "product details", "body html", "beschreibung", "描述", "商品描述", "产品描述", "详细描述", "商品详情", "说明", "产品说明"}},
	{Key: specification, Synonyms: []string{"spec", "specs", "specification", "specifications", "size", "dimension", "规格", "规格参数", "产品规格", "商品规格", "尺寸", "尺码"}},
	{Key: string(Brand), Kind: table.KindText, Synonyms: []string{"brand", "brand name", "manufacturer", "manufacturer name", "maker", "make", "mfr", "mfg", "mfg name", "vendor", "hersteller", "marke", "component brand", "componentBrandEn", "品牌", "厂家", "厂商", "制造商", "生产厂家", "יצרן", "שם יצרן"}},
	{Key: string(Category), Kind: table.KindText, Synonyms: []string{"category", "categories", "product group", "product category", "group", "class", "department", "warengruppe", "type", "product type", "firstSortName", "分类", "类别", "品类", "商品分类", "产品类别", "大类", "所属分类"}},
	{Key: string(Family), Kind: table.KindText, Synonyms: []string{"family", "product family", "parent", "parent sku", "style", "style no", "handle", "系列", "产品系列", "父款号", "款式"}},
	{Key: string(Unit), Synonyms: []string{"unit", "unit of measure", "uom", "unit of issue", "um", "sales unit", "einheit", "单位", "计量单位", "销售单位", "基本单位"}},
	{Key: string(Currency), Kind: table.KindCurrency, Synonyms: []string{"currency", "currency code", "ccy", "curr", "währung", "币种", "币别", "货币"}},
	{Key: string(Minimum), Kind: table.KindDecimal, Synonyms: []string{"moq", "minimum", "min qty", "minimum quantity", "minimum order quantity", "min order qty", "minimum order", "minPurchaseNum", "mindestmenge", "起订量", "最小起订量", "最小订购量", "最低起订量", "起批量"}},
	{Key: string(Multiple), Kind: table.KindDecimal, Synonyms: []string{"multiple", "order multiple", "orderMultiple", "standard pack", "std pack", "spq", "increment", "order increment", "最小包装", "订货倍数", "最小包装量"}},
	{Key: string(Pack), Synonyms: []string{"pack", "pack size", "package quantity", "pack qty", "qty per pack", "pieces per pack", "case pack", "case qty", "case quantity", "units per case", "qty per case", "carton qty", "carton quantity", "pcs per carton", "master carton", "packing", "ve", "encapsulationNumber",
		"包装", "包装数量", "包装数", "装箱数", "装箱量", "箱规", "箱装数", "每箱数量", "件规", "包装规格"}},
	{Key: string(Inner), Kind: table.KindDecimal, Synonyms: []string{"inner pack", "inner", "inner qty", "units per inner", "inner carton", "中包装", "中包数", "内包装数", "内盒数"}},
	{Key: string(Pallet), Kind: table.KindDecimal, Synonyms: []string{"pallet qty", "units per pallet", "pallet quantity", "qty per pallet", "pallet", "每托数量", "托盘数量", "卡板数"}},
	{Key: string(PackGTIN), Kind: table.KindBarcode, Synonyms: []string{"case gtin", "case barcode", "carton barcode", "itf14", "itf-14", "gtin14", "case ean", "case upc", "outer barcode", "箱码", "外箱条码", "箱条码"}},
	{Key: string(ValidFrom), Kind: table.KindDate, Synonyms: []string{"valid from", "effective date", "effective from", "price valid from", "start date", "starting", "gültig ab", "生效日期", "生效时间", "执行日期", "起始日期", "有效期从"}},
	{Key: string(ValidTo), Kind: table.KindDate, Synonyms: []string{"valid to", "valid until", "valid through", "expiry date", "expires", "end date", "price valid until", "gültig bis", "失效日期", "截止日期", "有效期至", "有效期"}},
	{Key: string(LeadDays), Synonyms: []string{"lead time", "lead days", "lead time days", "delivery time", "delivery days", "ships in", "lieferzeit", "交期", "货期", "发货时间", "交货期", "交货天数", "供货周期"}},
	{Key: string(Breaks), Synonyms: []string{"price breaks", "breaks", "quantity prices", "tier prices", "volume prices", "component prices", "componentPrices", "prices", "阶梯价", "阶梯价格", "价格阶梯", "批量价"}},
	{Key: string(Promotion), Kind: table.KindText, Synonyms: []string{"promotion", "promo", "offer text", "special offer", "deal", "促销", "活动", "优惠", "促销信息"}},
	{Key: string(Datasheet), Kind: table.KindURL, Synonyms: []string{"datasheet", "data sheet", "datasheet url", "specification url", "spec sheet", "dataManualUrl", "数据手册", "规格书", "资料链接"}},
	{Key: string(Image), Kind: table.KindURL, Synonyms: []string{"image", "image url", "image link", "picture", "picture url", "photo", "def photo", "img", "main image", "image src", "componentImageUrl", "图片", "主图", "图片链接", "图片地址", "商品图片"}},
}

// fromHeading finds the quantity in headings such as "10+", "≥ 10", "from 10", "10 pcs", "10-99", "Price (10+)" and "单价(100个以上)".
var fromHeading = regexp.MustCompile(`(?i)(?:^|[\s(（:_-])(?:≥|>=|from|ab|qty|price|unit price|单价|价格|数量)?\s*([0-9]{1,9})\s*(?:\+|-\s*[0-9]{1,9}|~\s*[0-9]{1,9}|pcs?|pieces|units?|ea|起|以上|个以上|件以上|只以上)?\s*[)）]?\s*$`)

// breakQuantity is the quantity that a heading of a price names; "" for none.
func breakQuantity(heading string) string {
	heading = strings.TrimSpace(heading)
	m := fromHeading.FindStringSubmatch(heading)
	if m == nil {
		return ""
	}
	return strings.TrimLeft(m[1], "0")
}

// headingCurrency finds the currency that a heading of a price names: "Price (EUR)", "单价(元)", "Price $", "单价(RMB) 100+".
var headingCurrency = regexp.MustCompile(`[\[(（/,，\s-]*([A-Za-z]{3}|元|人民币|美元|欧元|€|£|₪)\s*[\])）]?(?:\s*(?:≥|>=)?\s*[0-9]+\s*(?:\+|[-~][0-9]+|以上|起)?)?\s*$`)

var wordCurrency = map[string]string{"元": "CNY", "人民币": "CNY", "RMB": "CNY", "美元": "USD", "欧元": "EUR", "€": "EUR", "£": "GBP", "₪": "ILS"}

// Column is what one column of a file holds.
type Column struct {
	Index   int // from 0
	Field   Field
	From    string // quantity of a price_from: a number, or "#7" where it stands in column 7; key of an attribute
	Numbers string // "point", "comma", or "" as guessed
}

// fromColumn is the column that holds the quantity of a price_from, if one does.
func (c Column) fromColumn() (int, bool) {
	text, is := strings.CutPrefix(c.From, "#")
	if !is {
		return 0, false
	}
	n, err := strconv.Atoi(text)
	return n, err == nil
}

// key names the cell that a column gives a line: the field, with the quantity of a break or the key of an attribute behind it.
func (c Column) key() string {
	if c.Field == PriceFrom || c.Field == Attribute {
		return string(c.Field) + ":" + c.From
	}
	return string(c.Field)
}

// Choice is how a supplier wants a file to be taken.
type Choice struct {
	Columns  []Column
	Currency string // of lines that name none
	Unit     string // the same
	Category string // the same
	Whole    bool   // the file is the whole catalogue
	AtOnce   bool   // taken in without anybody looking, unless a guard speaks up
}

// has tells whether a column holds the field.
func (c Choice) has(f Field) bool {
	return slices.ContainsFunc(c.Columns, func(x Column) bool { return x.Field == f })
}

// priced tells whether a column holds prices.
func (c Choice) priced() bool { return c.has(Amount) || c.has(PriceFrom) || c.has(Breaks) }

// detailed tells whether the file says more of an item than its line in a list.
func (c Choice) detailed() bool {
	return slices.ContainsFunc(c.Columns, func(x Column) bool {
		return slices.Contains([]Field{Description, Family, Inner, Pack, Pallet, PackGTIN, Attribute}, x.Field)
	})
}

// guessed is a column with what is thought of it.
type guessed struct {
	Column
	Heading    string
	Confidence float64
	Reason     string
	Doubt      bool
	Sure       bool // the way its numbers are written
	Examples   []string
}

// guess says what each column of a layout holds. A choice that was made for the same headings before wins.
func guess(l table.Layout, learned *Choice) []guessed {
	out := make([]guessed, len(l.Columns))
	for i, c := range l.Columns {
		out[i] = guessed{Column: Column{Index: c.Index, Field: Skip, Numbers: numbersOf(c)}, Heading: c.Name, Reason: "none", Sure: c.Number.Sure, Examples: c.Examples}
	}
	for _, m := range l.Matches {
		if m.Field == another {
			continue
		}
		g := &out[m.Column]
		g.Field, g.Confidence, g.Reason, g.Doubt = Field(m.Field), m.Confidence, string(m.Reason), m.Doubt
	}
	settleNames(out)
	guessBreaks(l, out)
	settlePrices(out)
	settleTimes(out)
	if learned == nil {
		return out
	}
	for i := range out { // what was left out is left out again
		out[i].Field, out[i].From, out[i].Confidence, out[i].Reason, out[i].Doubt = Skip, "", 1, "learned", false
	}
	for _, c := range learned.Columns {
		if c.Index < len(out) {
			out[c.Index].Column = c
		}
	}
	return out
}

// settleNames makes a specification part of the name, and a description the name where there is no other.
func settleNames(out []guessed) {
	at := func(f Field) int { return slices.IndexFunc(out, func(g guessed) bool { return g.Field == f }) }
	if name, text := at(Name), at(Description); name >= 0 && text >= 0 && out[name].Reason != string(table.HeadingSame) && isName(out[text].Heading) {
		out[name].Field, out[name].Confidence, out[name].Reason = Skip, 0, "none" // such as the name of a document
		out[text].Field = Name
	}
	named := at(Name) >= 0
	for i := range out {
		if out[i].Field == specification || out[i].Field == Description && !named {
			out[i].Field, named = Name, true
		}
	}
}

// holdsBreaks tells cells with several quantities and prices.
func holdsBreaks(examples []string) bool {
	return slices.ContainsFunc(examples, func(text string) bool {
		found, ok := readBreaks(text)
		return ok && len(found) > 0
	})
}

// isName tells a heading that is a word for the name of an item, and nothing but that.
func isName(heading string) bool {
	plain := func(text string) string {
		return strings.Map(func(r rune) rune {
			if !unicode.IsLetter(r) {
				return -1
			}
			return unicode.ToLower(r)
		}, text)
	}
	for _, f := range vocabulary {
		if f.Key == string(Name) {
			return slices.ContainsFunc(f.Synonyms, func(s string) bool { return plain(s) == plain(heading) })
		}
	}
	return false
}

// settlePrices tells prices by quantity from single ones by their values, and takes no column for the price by its values alone where others
// hold prices by quantity.
func settlePrices(out []guessed) {
	priced := slices.ContainsFunc(out, func(g guessed) bool { return g.Field == Amount })
	for i := range out {
		switch several := holdsBreaks(out[i].Examples); {
		case out[i].Field == Amount && several:
			out[i].Field = Breaks
		case out[i].Field == Breaks && !several && !priced:
			out[i].Field = Amount
		case out[i].Field == Breaks && !several:
			out[i].Field, out[i].Confidence, out[i].Reason = Skip, 0, "none"
		}
	}
	breaks := slices.ContainsFunc(out, func(g guessed) bool { return g.Field == Breaks || g.Field == PriceFrom })
	for i := range out {
		if breaks && out[i].Field == Amount && out[i].Reason == string(table.ByValues) {
			out[i].Field, out[i].Confidence, out[i].Reason = Skip, 0, "none"
		}
	}
}

// settleTimes leaves a lead time out of which no value is one, such as a code of a list of them: each line would be flagged for it.
func settleTimes(out []guessed) {
	read := func(text string) bool { _, ok := leadDays(text); return ok }
	for i, g := range out {
		if g.Field == LeadDays && len(g.Examples) > 0 && !slices.ContainsFunc(g.Examples, read) {
			out[i].Field, out[i].Confidence, out[i].Reason, out[i].Doubt = Skip, 0, "none", false
		}
	}
}

// guessBreaks takes columns of numbers whose headings name quantities for the prices of breaks, if there are at least two of them or a
// price beside.
func guessBreaks(l table.Layout, out []guessed) {
	if guessPairs(out) {
		return
	}
	var found []int
	priced := false
	for i, g := range out {
		from := breakQuantity(g.Heading)
		number := l.Columns[i].Kind == table.KindDecimal || l.Columns[i].Kind == table.KindMoney || l.Columns[i].Kind == table.KindInteger
		if number && from != "" && (g.Field == Skip || g.Field == Amount || g.Field == Stock || g.Field == Minimum || g.Field == Multiple || g.Field == Unit) {
			found = append(found, i)
			continue
		}
		priced = priced || g.Field == Amount
	}
	if len(found) < 2 && !(priced && len(found) == 1) {
		return
	}
	for _, i := range found {
		out[i].Field, out[i].From, out[i].Confidence, out[i].Reason = PriceFrom, breakQuantity(out[i].Heading), .8, string(table.HeadingAlike)
	}
}

// pairHeading is the heading of one of several quantities and prices: "prices.2.quantity", "Break 2 price", "数量3".
var pairHeading = regexp.MustCompile(`^(.*?)([0-9]{1,2})?[\s._-]*([^0-9]*?)[\s._-]*([0-9]{1,2})?$`)

// guessPairs finds columns of quantities and prices that belong together by number, as JSON and wide tables have them.
func guessPairs(out []guessed) bool {
	from, amount := map[string]int{}, map[string]int{}
	for i, g := range out {
		m := pairHeading.FindStringSubmatch(g.Heading)
		if m == nil || m[2]+m[4] == "" {
			continue
		}
		number, words := m[2]+m[4], strings.ToLower(m[1]+" "+m[3])
		switch {
		case pairQuantity.MatchString(words):
			from[number] = i
		case pairPrice.MatchString(words):
			amount[number] = i
		}
	}
	found := false
	for number, i := range amount {
		at, ok := from[number]
		if !ok {
			continue
		}
		out[i].Field, out[i].From, out[i].Confidence, out[i].Reason = PriceFrom, "#"+strconv.Itoa(out[at].Index), .8, string(table.HeadingAlike)
		if out[at].Field != Skip {
			out[at].Field, out[at].Confidence, out[at].Reason = Skip, 0, "none"
		}
		found = true
	}
	return found
}

var (
	pairQuantity = regexp.MustCompile(`startnumber|start number|quantity|qty|from|数量|起订|起批`)
	pairPrice    = regexp.MustCompile(`productprice|price|amount|单价|价格`)
)

func numbersOf(c table.Column) string {
	if c.Number.Point == ',' {
		return "comma"
	}
	return "point"
}

// currencyOfHeadings is the currency that the headings of prices name; "" for none.
func currencyOfHeadings(columns []guessed) string {
	for _, g := range columns {
		if g.Field != Amount && g.Field != PriceFrom {
			continue
		}
		m := headingCurrency.FindStringSubmatch(g.Heading)
		if m == nil {
			continue
		}
		if word := wordCurrency[strings.ToUpper(m[1])]; word != "" {
			return word
		}
		if code := strings.ToUpper(m[1]); isCurrency(code) {
			return code
		}
	}
	return ""
}
