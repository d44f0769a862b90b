package customer

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/optional"
	"manifold/internal/platform/table"
	"manifold/internal/trading/terms"
)

var (
	errImportBegun   = fault.Define(fault.KindConflict, "trading.import_begun", "This list is being taken in, or has been.")
	errImportRunning = fault.Define(fault.KindConflict, "trading.import_running", "This list is still being taken in. Cancel it or wait.")
)

// ImportField is what a column of a customer list holds.
type ImportField string

// The fields of customer lists.
const (
	fieldCode        ImportField = "code"
	fieldName        ImportField = "name"
	fieldCountry     ImportField = "country"
	fieldRegion      ImportField = "region"
	fieldTax         ImportField = "tax_number"
	fieldEmail       ImportField = "email"
	fieldPhone       ImportField = "phone"
	fieldContact     ImportField = "contact_name"
	fieldAddress     ImportField = "address"
	fieldNote        ImportField = "note"
	fieldTags        ImportField = "tags"
	fieldGroup       ImportField = "group"
	fieldSalesperson ImportField = "salesperson"
	fieldHeadOffice  ImportField = "head_office"
	fieldPayment     ImportField = "payment"
	fieldPaymentDays ImportField = "payment_days"
	fieldCurrency    ImportField = "currency"
	ignored          ImportField = "ignore"
)

// importFields is the vocabulary of customer lists, in both languages.
var importFields = []table.Field{
	{Key: string(fieldCode), Kind: table.KindCode, Synonyms: []string{"客户编码", "客户编号", "客户代码", "客户号", "编码", "编号", "代码", "往来单位编码", "助记码", "customer code", "customer no", "customer number", "customer id",
		"client code", "account number", "account no", "account", "code", "debtor no", "kundennummer", "cust no", "id"}},
	{Key: string(fieldName), Kind: table.KindText, Synonyms: []string{"客户名称", "客户", "公司名称", "公司", "单位名称", "企业名称", "名称", "客户全称", "往来单位", "购货单位", "店名", "name", "customer name", "customer", "company",
		"company name", "account name", "business name", "legal name", "trading name", "client", "client name", "firma"}},
	{Key: string(fieldCountry), Kind: table.KindCountry, Synonyms: []string{"国家", "国家地区", "国别", "所在国", "country", "country code", "country region", "land", "nation"}},
	{Key: string(fieldRegion), Synonyms: []string{"地区", "省份", "省", "区域", "所在地区", "销售区域", "省市", "region", "state", "province", "territory", "area", "county", "sales region"}},
	{Key: string(fieldTax), Kind: table.KindCode, Synonyms: []string{"税号", "纳税人识别号", "统一社会信用代码", "社会信用代码", "信用代码", "增值税号", "税务登记号", "tax number", "tax id", "tax no", "vat", "vat number", "vat no", "vat id", "vat reg no",
		"tin", "ein", "gst number", "tax registration number", "ust id"}},
	{Key: string(fieldEmail), Kind: table.KindEmail, Synonyms: []string{"邮箱", "电子邮箱", "邮件", "电子邮件", "邮箱地址", "联系邮箱", "email", "e mail", "email address", "mail", "contact email"}},
	{Key: string(fieldPhone), Kind: table.KindPhone, Synonyms: []string{"电话", "手机", "手机号", "手机号码", "联系电话", "电话号码", "移动电话", "固定电话", "phone", "phone number", "telephone", "tel", "mobile", "mobile phone", "cell", "contact phone"}},
	{Key: string(fieldContact), Kind: table.KindText, Synonyms: []string{"联系人", "联系人姓名", "姓名", "负责人", "采购", "采购员", "contact", "contact name", "contact person", "attention", "buyer", "person"}},
	{Key: string(fieldAddress), Kind: table.KindText, Many: true, Synonyms: []string{"地址", "详细地址", "公司地址", "收货地址", "送货地址", "街道", "城市", "邮编", "address", "street", "address line 1", "address line 2", "city", "town",
		"postcode", "zip", "postal code", "delivery address", "billing address"}},
	{Key: string(fieldNote), Kind: table.KindText, Many: true, Synonyms: []string{"备注", "说明", "附注", "note", "notes", "remark", "remarks", "comment", "comments", "memo"}},
	{Key: string(fieldTags), Kind: table.KindText, Many: true, Synonyms: []string{"标签", "行业", "客户类型", "类型", "tags", "tag", "labels", "industry", "customer type", "type", "segment"}},
	{Key: string(fieldGroup), Kind: table.KindText, Synonyms: []string{"客户分组", "分组", "客户组", "客户级别", "客户等级", "级别", "等级", "价格等级", "客户分类", "group", "customer group", "class", "tier", "level", "price group", "category"}},
	{Key: string(fieldSalesperson), Kind: table.KindText, Synonyms: []string{"业务员", "销售员", "销售代表", "客户经理", "负责业务员", "跟单员", "跟进人", "salesperson", "sales rep", "rep", "sales representative", "account manager", "owner", "salesman", "seller"}},
	{Key: string(fieldHeadOffice), Synonyms: []string{"总公司", "总部", "上级单位", "上级客户", "母公司", "总公司编码", "上级编码", "所属集团", "head office", "head office code", "parent", "parent account", "parent company", "parent code", "headquarters"}},
	{Key: string(fieldPayment), Synonyms: []string{"付款方式", "结算方式", "付款条件", "收款条件", "支付方式", "payment", "payment terms", "terms", "payment method", "terms of payment"}},
	{Key: string(fieldPaymentDays), Kind: table.KindInteger, Synonyms: []string{"账期", "账期天数", "付款天数", "信用天数", "帐期", "payment days", "credit days", "net days", "days"}},
	{Key: string(fieldCurrency), Kind: table.KindCurrency, Synonyms: []string{"币种", "币别", "货币", "结算币种", "currency", "currency code", "ccy"}},
}

// joined are fields that several columns may hold; their texts are put together.
var joined = map[ImportField]string{fieldAddress: ", ", fieldNote: "\n", fieldTags: ";"}

// longest is how long a cell of a field may be, in characters.
var longest = map[ImportField]int{
	fieldCode: 40, fieldName: 200, fieldTax: 40, fieldEmail: 254, fieldPhone: 32, fieldContact: 100, fieldAddress: 500, fieldNote: 4000,
}

// LineOutcome is what became of a line.
type LineOutcome string

// The outcomes. Each line has exactly one; a list is over when none waits.
const (
	LineWaiting LineOutcome = "waiting"
	LineCreated LineOutcome = "created" // a new record
	LineMerged  LineOutcome = "merged"  // a record that was there has what the line says
	LineFlagged LineOutcome = "flagged" // somebody has to look
	LineDropped LineOutcome = "dropped" // somebody set it aside
)

// LineProblem is why a line was flagged. Its JSON lies in the database.
type LineProblem struct {
	Field   ImportField // "" for the line as a whole
	Code    string
	Message string
}

// ImportLine is one row of a customer list.
type ImportLine struct {
	Line     int // in the file, from 1
	Outcome  LineOutcome
	Customer Ref // zero while there is none
	Cells    map[ImportField]string
	Problems []LineProblem
}

// reading is a line on its way to a record.
type reading struct {
	change   Change
	terms    terms.Terms // fields that the line gives
	group    string      // names, to be looked up
	person   string
	head     string
	problems []LineProblem
}

func (r *reading) flag(field ImportField, code, message string) {
	r.problems = append(r.problems, LineProblem{field, code, message})
}

// read takes the cells of a line for what they say; an empty cell says nothing.
func read(cells map[ImportField]string) reading {
	var r reading
	text := func(f ImportField) string { return strings.TrimSpace(norm.NFC.String(cells[f])) }
	give := func(f ImportField, to **string) {
		if v := text(f); v != "" {
			*to = &v
		}
	}
	for f, most := range longest {
		if utf8.RuneCountInString(text(f)) > most {
			r.flag(f, "too_long", "This is longer than "+strconv.Itoa(most)+" characters.")
		}
	}
	give(fieldCode, &r.change.Code)
	give(fieldName, &r.change.Name)
	give(fieldTax, &r.change.TaxNumber)
	give(fieldEmail, &r.change.Email)
	give(fieldPhone, &r.change.Phone)
	give(fieldContact, &r.change.ContactName)
	give(fieldAddress, &r.change.Address)
	give(fieldNote, &r.change.Note)
	if r.change.Name == nil {
		r.flag(fieldName, "required", "A customer has a name.")
	}
	if r.change.Email != nil && !LikeMail(*r.change.Email) {
		r.flag(fieldEmail, "wrong_form", "This is no e-mail address.")
	}
	r.readPlace(text(fieldCountry), text(fieldRegion))
	r.readTerms(text(fieldPayment), text(fieldPaymentDays), text(fieldCurrency))
	if tags := text(fieldTags); tags != "" {
		all := tidyTags(strings.FieldsFunc(tags, func(c rune) bool { return strings.ContainsRune(";,|、，；\n", c) }))
		for _, t := range all {
			if utf8.RuneCountInString(t) > 50 {
				r.flag(fieldTags, "too_long", "A tag has at most 50 characters.")
				break
			}
		}
		r.change.Tags = &all
	}
	r.group, r.person, r.head = text(fieldGroup), text(fieldSalesperson), text(fieldHeadOffice)
	return r
}

var regionForm = regexp.MustCompile(`^[A-Z]{2}(-[A-Z0-9]{1,3})?$`)

func (r *reading) readPlace(country, region string) {
	if country != "" {
		code, ok := table.Column{}.Country(table.Row{Cells: []string{country}})
		if !ok {
			r.flag(fieldCountry, "unknown", "This is no country that is known here.")
		}
		country = code
	}
	if region != "" {
		code := strings.ToUpper(norm.NFKC.String(region))
		if province := provinces[provinceKey(region)]; province != "" {
			code = province
		}
		if !regionForm.MatchString(code) {
			r.flag(fieldRegion, "unknown", "This is no region that is known here: give its code, such as CN-GD or SE.")
		} else if country != "" && !strings.HasPrefix(code, country) {
			r.flag(fieldRegion, "wrong_country", "This region is in another country.")
		}
		r.change.Region = &code
		if country == "" {
			country = code[:min(2, len(code))]
		}
	}
	if country != "" {
		r.change.Country = &country
	}
}

func provinceKey(name string) string {
	name = NameKey(name)
	for _, end := range []string{"壮族自治区", "维吾尔自治区", "回族自治区", "自治区", "省", "市", "province"} {
		name = strings.TrimSuffix(name, end)
	}
	return name
}

// provinces of China by what lists call them.
var provinces = func() map[string]string {
	out := map[string]string{}
	for _, line := range strings.Fields(`CN-BJ:北京:beijing CN-TJ:天津:tianjin CN-HE:河北:hebei CN-SX:山西:shanxi CN-NM:内蒙古:innermongolia CN-LN:辽宁:liaoning CN-JL:吉林:jilin CN-HL:黑龙江:heilongjiang
		CN-SH:上海:shanghai CN-JS:江苏:jiangsu CN-ZJ:浙江:zhejiang CN-AH:安徽:anhui CN-FJ:福建:fujian CN-JX:江西:jiangxi CN-SD:山东:shandong CN-HA:河南:henan CN-HB:湖北:hubei CN-HN:湖南:hunan
		CN-GD:广东:guangdong CN-GX:广西:guangxi CN-HI:海南:hainan CN-CQ:重庆:chongqing CN-SC:四川:sichuan CN-GZ:贵州:guizhou CN-YN:云南:yunnan CN-XZ:西藏:tibet CN-SN:陕西:shaanxi CN-GS:甘肃:gansu
		CN-QH:青海:qinghai CN-NX:宁夏:ningxia CN-XJ:新疆:xinjiang`) {
		part := strings.Split(line, ":")
		out[part[1]], out[part[2]] = part[0], part[0]
	}
	return out
}()

var dayCount = regexp.MustCompile(`[0-9]+`)

// payments are words that lists have for ways of payment, the more telling first.
var payments = []struct {
	method string
	words  []string
}{
	{"prepaid", []string{"预付", "款到发货", "先款", "现款", "prepa", "in advance", "cash before", "proforma"}},
	{"on_delivery", []string{"货到付款", "到付", "on delivery", "cod"}},
	{"month_end", []string{"月结", "月末", "month_end", "end of month", "eom", "month end"}},
	{"days", []string{"账期", "帐期", "天", "days", "net", "invoice"}},
}

func (r *reading) readTerms(payment, days, currency string) {
	if payment != "" {
		low := strings.ToLower(norm.NFKC.String(payment))
		for _, p := range payments {
			for _, w := range p.words {
				if r.terms.Payment == "" && strings.Contains(low, w) {
					r.terms.Payment = p.method
				}
			}
		}
		if r.terms.Payment == "" {
			r.flag(fieldPayment, "unknown", "This way of payment is not known here.")
		}
		if n := dayCount.FindString(low); n != "" && days == "" && (r.terms.Payment == "days" || r.terms.Payment == "month_end") {
			days = n
		}
	}
	if days != "" {
		n, err := strconv.Atoi(strings.TrimSpace(strings.TrimRight(strings.ToLower(norm.NFKC.String(days)), "天日 days")))
		if err != nil || n < 0 || n > 365 {
			r.flag(fieldPaymentDays, "wrong_number", "This is no number of days from 0 to 365.")
		} else {
			r.terms.PaymentDays = &n
		}
	}
	if currency != "" {
		code := strings.ToUpper(norm.NFKC.String(currency))
		switch code {
		case "人民币", "RMB", "元", "¥", "CNH":
			code = "CNY"
		case "美元", "$", "US$":
			code = "USD"
		case "欧元", "€":
			code = "EUR"
		}
		if _, err := money.ParseCurrency(code); err != nil {
			r.flag(fieldCurrency, "unknown", "This is no currency of ISO 4217.")
		} else {
			r.terms.Currency = code
		}
	}
}

// intake is what lines are compared with and become: the records that one of them may mean, and those that came of lines before.
type intake struct {
	now          time.Time
	records      map[id.CustomerID]*Customer
	codes        map[string]*Customer
	taxes, names map[string][]*Customer
	groups       map[string]id.GroupID // by NameKey
	people       map[string]id.PersonID
	heads        *hierarchy
	group        id.GroupID // of lines that name none
	salesperson  id.PersonID
	newGroups    map[string]string // names to make, by NameKey; nil: none are made
	created      map[id.CustomerID]bool
	touched      map[id.CustomerID]bool
}

func newIntake(now time.Time, records []Customer) *intake {
	k := &intake{
		now: now, records: map[id.CustomerID]*Customer{}, codes: map[string]*Customer{}, taxes: map[string][]*Customer{}, names: map[string][]*Customer{},
		groups: map[string]id.GroupID{}, people: map[string]id.PersonID{}, heads: newHierarchy(), created: map[id.CustomerID]bool{}, touched: map[id.CustomerID]bool{},
	}
	for i := range records {
		k.know(&records[i])
	}
	return k
}

func (k *intake) know(c *Customer) {
	k.records[c.ID] = c
	if key := codeKey(c.Code); key != "" {
		k.codes[key] = c
	}
	if key := TaxKey(c.TaxNumber); key != "" {
		k.taxes[key] = append(k.taxes[key], c)
	}
	k.names[NameKey(c.Name)] = append(k.names[NameKey(c.Name)], c)
}

// errLater says that a line names a head office that no line before it and no record is.
var errLater = errors.New("trading: the head office is not there yet")

// take makes a record of a line, or lays it onto the one it means, or flags it. With last, a head office that is not there is a problem;
// otherwise the line is left waiting for the lines behind it.
func (k *intake) take(l *ImportLine, last bool) {
	r := read(l.Cells)
	group, person := k.lookUp(&r)
	head, err := k.headOffice(&r)
	if err != nil && !last && len(r.problems) == 0 {
		return
	}
	if err != nil {
		r.flag(fieldHeadOffice, "unknown", "There is no customer of this code or name.")
	}
	if len(r.problems) > 0 {
		l.flag(r.problems...)
		return
	}
	known, problem := k.match(r.change)
	if problem != nil {
		l.flag(*problem)
		return
	}
	outcome := LineMerged
	after := Customer{ID: id.New[id.Customer](k.now), Source: FromImport}
	if known != nil {
		after = *known
	} else {
		outcome = LineCreated
	}
	before := after
	r.change.apply(&after)
	after.Terms = r.terms.Over(after.Terms)
	if !group.IsZero() && (r.group != "" || after.Group.IsZero()) {
		after.Group = group
	}
	if !person.IsZero() && (r.person != "" || after.Salesperson.IsZero()) {
		after.Salesperson = person
	}
	if !head.IsZero() {
		after.HeadOffice = head
	}
	if problem := k.refusal(before, after); problem != nil {
		l.flag(*problem)
		return
	}
	if known == nil {
		k.created[after.ID] = true
	}
	k.forget(before)
	k.know(&after)
	k.touched[after.ID] = true
	l.Outcome, l.Problems, l.Customer = outcome, nil, Ref{after.ID, after.Code, after.Name}
}

func (l *ImportLine) flag(problems ...LineProblem) {
	l.Outcome, l.Problems, l.Customer = LineFlagged, problems, Ref{}
}

// forget takes a record out from under its keys; know puts it there again, changed.
func (k *intake) forget(c Customer) {
	drop := func(list []*Customer) []*Customer {
		var out []*Customer
		for _, one := range list {
			if one.ID != c.ID {
				out = append(out, one)
			}
		}
		return out
	}
	delete(k.records, c.ID)
	if key := codeKey(c.Code); k.codes[key] != nil && k.codes[key].ID == c.ID {
		delete(k.codes, key)
	}
	k.taxes[TaxKey(c.TaxNumber)], k.names[NameKey(c.Name)] = drop(k.taxes[TaxKey(c.TaxNumber)]), drop(k.names[NameKey(c.Name)])
}

// lookUp finds the group and the salesperson that a line names, or that lines without one get.
func (k *intake) lookUp(r *reading) (group id.GroupID, person id.PersonID) {
	group, person = k.group, k.salesperson
	if r.group != "" {
		key := NameKey(r.group)
		found, ok := k.groups[key]
		switch {
		case ok:
			group = found
		case k.newGroups != nil && utf8.RuneCountInString(r.group) <= 100 && key != "":
			group = id.New[id.Group](k.now)
			k.groups[key], k.newGroups[group.UUID()] = group, r.group
		default:
			r.flag(fieldGroup, "unknown", "There is no such group.")
		}
	}
	if r.person != "" {
		found, ok := k.people[NameKey(r.person)]
		if !ok {
			r.flag(fieldSalesperson, "unknown", "No colleague has this name or address, or more than one has.")
		}
		person = found
	}
	return group, person
}

// headOffice finds the head office that a line names, by code or else by its whole name.
func (k *intake) headOffice(r *reading) (id.CustomerID, error) {
	if r.head == "" {
		return id.CustomerID{}, nil
	}
	if c := k.codes[codeKey(r.head)]; c != nil {
		return c.ID, nil
	}
	if same := k.names[NameKey(r.head)]; len(same) == 1 {
		return same[0].ID, nil
	}
	return id.CustomerID{}, errLater
}

// match finds the record that a line means: by its code, else by its tax number, else by its name in its country. A record that says
// otherwise in one of them is not meant, or the line contradicts it; that is for somebody to decide.
func (k *intake) match(ch Change) (*Customer, *LineProblem) {
	code, tax := codeKey(optional.Value(ch.Code)), TaxKey(optional.Value(ch.TaxNumber))
	if known := k.codes[code]; code != "" && known != nil {
		return known, contradiction(*known, ch)
	}
	if same := k.taxes[tax]; tax != "" && len(same) > 0 {
		switch {
		case len(same) > 1:
			return nil, &LineProblem{fieldTax, "ambiguous", "Several customers have this. Give the code of the one that is meant."}
		case code != "" && same[0].Code != "":
			return nil, &LineProblem{fieldTax, "duplicate", "The customer " + same[0].Code + " has this already, under another code."}
		}
		return same[0], contradiction(*same[0], ch)
	}
	var same []*Customer
	for _, c := range k.names[NameKey(optional.Value(ch.Name))] {
		if agree(c.Country, optional.Value(ch.Country)) && agree(codeKey(c.Code), code) && agree(TaxKey(c.TaxNumber), tax) {
			same = append(same, c)
		}
	}
	switch len(same) {
	case 0:
		return nil, nil
	case 1:
		return same[0], nil
	default:
		return nil, &LineProblem{fieldName, "ambiguous", "Several customers have this. Give the code of the one that is meant."}
	}
}

// agree tells whether two texts do not contradict each other.
func agree(a, b string) bool { return a == "" || b == "" || a == b }

// contradiction is what a line says of a record that another line or the record itself says otherwise. What a customer is known by is not
// changed by a list.
func contradiction(c Customer, ch Change) *LineProblem {
	switch {
	case NameKey(c.Name) != NameKey(optional.Value(ch.Name)):
		return &LineProblem{fieldName, "conflict", "The customer of this code or tax number is called " + c.Name + "."}
	case !agree(TaxKey(c.TaxNumber), TaxKey(optional.Value(ch.TaxNumber))):
		return &LineProblem{fieldTax, "conflict", "The customer of this code has the tax number " + c.TaxNumber + "."}
	case !agree(c.Country, optional.Value(ch.Country)):
		return &LineProblem{fieldCountry, "conflict", "The customer of this code or tax number is in another country."}
	default:
		return nil
	}
}

// refusal is why a record cannot be as a line wants it.
func (k *intake) refusal(before, after Customer) *LineProblem {
	if other := k.codes[codeKey(after.Code)]; other != nil && other.ID != after.ID && after.Code != "" {
		return &LineProblem{fieldCode, "taken", errCodeTaken.Text()}
	}
	if err := after.check(); err != nil {
		f := fault.From(err).Fields()[0]
		return &LineProblem{ImportField(strings.TrimPrefix(f.Path, "/")), f.Code, f.Message}
	}
	if after.HeadOffice != before.HeadOffice {
		if err := k.heads.set(after.ID, after.HeadOffice); err != nil {
			return &LineProblem{fieldHeadOffice, fault.From(err).Code(), fault.From(err).Text()}
		}
	}
	return nil
}

// keys are what the lines may be compared by: everything that has to be known before they are taken.
func keysOf(lines []ImportLine) (codes, taxes, names []string) {
	seen := map[string]bool{}
	add := func(list *[]string, kind, key string) {
		if key != "" && !seen[kind+key] {
			seen[kind+key] = true
			*list = append(*list, key)
		}
	}
	for _, l := range lines {
		add(&codes, "c", codeKey(l.Cells[fieldCode]))
		add(&taxes, "t", TaxKey(l.Cells[fieldTax]))
		add(&names, "n", NameKey(l.Cells[fieldName]))
		add(&codes, "c", codeKey(l.Cells[fieldHeadOffice]))
		add(&names, "n", NameKey(l.Cells[fieldHeadOffice]))
	}
	return codes, taxes, names
}
