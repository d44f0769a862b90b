package bench

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"manifold/internal/kernel/gtin"
)

// ware is an item that somebody may look for.
type ware struct{ sku, name, brand, mpn, gtin, category string }

// readWares reads real items: parts of computers, electronic components, groceries. Without the data, it says so.
func readWares(dir string) ([]ware, error) {
	if dir == "" {
		dir = marketData
	}
	var out []ware
	for _, read := range []func(string) ([]ware, error){computerWares, componentWares, nexarWares, groceryWares} {
		some, err := read(dir)
		if err != nil {
			return nil, err
		}
		out = append(out, some...)
	}
	if len(out) == 0 {
		return nil, errors.New("there are no market data here; name their folder with --data")
	}
	return out, nil
}

// table reads the lines of a CSV file below its header.
func table(name string) ([][]string, error) {
	text, err := unpack(name)
	if err != nil {
		return nil, err
	}
	lines := csv.NewReader(bytes.NewReader(text))
	lines.FieldsPerRecord, lines.LazyQuotes = -1, true
	all, err := lines.ReadAll()
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return all[1:], nil
}

func computerWares(dir string) ([]ware, error) {
	files, err := filepath.Glob(filepath.Join(dir, "pcparts", "*.csv"))
	if err != nil {
		return nil, err
	}
	var out []ware
	for _, file := range files {
		lines, err := table(file)
		if err != nil {
			return nil, err
		}
		category := strings.ReplaceAll(strings.TrimSuffix(filepath.Base(file), ".csv"), "-", " ")
		for _, l := range lines {
			brand, _, _ := strings.Cut(l[0], " ")
			out = append(out, ware{name: l[0], brand: brand, category: category})
		}
	}
	return out, nil
}

func componentWares(dir string) ([]ware, error) {
	files, err := filepath.Glob(filepath.Join(dir, "ec-lcsc", "jlcpcb-2024-09-10", "*.json.gz"))
	if err != nil {
		return nil, err
	}
	var out []ware
	for _, file := range files {
		text, err := unpack(file)
		if err != nil {
			return nil, err
		}
		var page struct {
			Data struct {
				ComponentPageInfo struct {
					List []struct{ ComponentBrandEn, ComponentCode, ComponentModelEn, ComponentTypeEn, Describe string }
				}
			}
		}
		if err := json.Unmarshal(text, &page); err != nil {
			return nil, err
		}
		for _, c := range page.Data.ComponentPageInfo.List {
			out = append(out, ware{sku: c.ComponentCode, name: strings.TrimSpace(c.ComponentTypeEn + " " + c.Describe), brand: strings.TrimSpace(c.ComponentBrandEn), mpn: c.ComponentModelEn, category: c.ComponentTypeEn})
		}
	}
	return out, nil
}

func nexarWares(dir string) ([]ware, error) {
	var out []ware
	files, err := filepath.Glob(filepath.Join(dir, "ec-nexar", "nexar*.jsonl.gz"))
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		text, err := unpack(file)
		if err != nil {
			return nil, err
		}
		lines := bufio.NewScanner(bytes.NewReader(text))
		lines.Buffer(nil, 1<<24)
		for lines.Scan() {
			var answer struct {
				Response struct {
					Parts []struct {
						MPN              string
						ShortDescription string
						Manufacturer     struct{ Name string }
					}
				}
			}
			if err := json.Unmarshal(lines.Bytes(), &answer); err != nil {
				return nil, err
			}
			for _, p := range answer.Response.Parts {
				if p.ShortDescription != "" {
					out = append(out, ware{name: p.ShortDescription, brand: p.Manufacturer.Name, mpn: p.MPN, category: "Components"})
				}
			}
		}
		if err := lines.Err(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func groceryWares(dir string) ([]ware, error) {
	files, err := filepath.Glob(filepath.Join(dir, "grocery-il", "israeli_prices_*.csv.gz"))
	if err != nil || len(files) == 0 {
		return nil, err
	}
	lines, err := table(files[0])
	if err != nil {
		return nil, err
	}
	var out []ware
	for _, l := range lines {
		if len(l) > 5 {
			out = append(out, ware{name: l[4], brand: l[5], category: "groceries"})
		}
	}
	return out, nil
}

// Chinese names are put together out of words of their trade; there is no list of them among the data.
var (
	chineseForms  = []string{"贴片", "直插", "精密", "功率", "可调", "高压", "薄膜", "工业级", "车规级", "防水"}
	chineseWares  = []string{"电阻", "电容", "电感", "二极管", "三极管", "连接器", "继电器", "传感器", "变压器", "开关", "螺栓", "螺母", "垫圈", "轴承", "电机", "水泵", "阀门", "电缆", "端子", "保险丝", "显示屏", "键盘", "鼠标", "主板", "内存条", "电源", "风扇", "硬盘", "显卡", "路由器"}
	chineseBrands = []string{"国巨", "风华", "三星", "村田", "正泰", "德力西", "公牛", "海天", "华为", "联想"}
	kinds         = []string{"Black", "White", "Red", "Blue", "Green", "Silver", "Rev B", "Rev C", "Bulk", "Retail", "Tray", "Tape and Reel", "Lead Free", "Industrial", "Compact", "Extended", "Premium", "Economy", "Refill", "Twin Pack"}
)

// variation is a real ware, or a Chinese one, made into one of many: with another kind, number and barcode.
func (b *searchBench) variation(n int) ware {
	base := b.wares[n*7919%len(b.wares)]
	round := n / len(b.wares)
	if n%7 == 0 {
		value := fmt.Sprintf("%dkΩ", 1+n/7%990)
		base = ware{name: chineseBrands[n/7%len(chineseBrands)] + " " + chineseForms[n/49%len(chineseForms)] + chineseWares[n/343%len(chineseWares)] + " " + value, brand: chineseBrands[n/7%len(chineseBrands)],
			category: chineseWares[n/343%len(chineseWares)]}
		round = n / 7
	}
	out := base
	if round > 0 {
		out.name = fmt.Sprintf("%s %s %s%d", base.name, kinds[round%len(kinds)], string(rune('A'+n%26)), 100+n%9900)
	}
	if runes := []rune(out.name); len(runes) > 400 {
		out.name = string(runes[:400])
	}
	if strings.TrimSpace(out.name) == "" {
		out.name = fmt.Sprintf("Item %d", n)
	}
	out.sku = fmt.Sprintf("S%d-%07d", n%10, n)
	if base.mpn != "" {
		out.mpn = base.mpn
		if round > 0 {
			out.mpn = fmt.Sprintf("%s-%s%d", base.mpn, string(rune('A'+n%26)), n%9999)
		}
	}
	out.gtin = barcode(n)
	return out
}

// barcode is a GTIN-13 with its check digit.
func barcode(n int) string {
	for digit := range 10 {
		if text := fmt.Sprintf("59%010d%d", n, digit); gtin.Checked(text) {
			return text
		}
	}
	return ""
}

// kindsOfQuestion are what somebody types. A prefix as it is typed is one question for each letter of a word.
var kindsOfQuestion = []struct {
	name  string
	of    func(*searchBench) []string
	finds bool // each question finds something
}{
	{"a code", func(b *searchBench) []string { return b.questions(func(w ware) string { return w.sku }) }, true},
	{"a part number", func(b *searchBench) []string { return b.questions(func(w ware) string { return w.mpn }) }, true},
	{"a barcode", func(b *searchBench) []string { return b.questions(func(w ware) string { return w.gtin }) }, true},
	{"words", wordsOf, true},
	{"a word as it is typed", asTyped, false},
	{"words with a typing error", mistyped, false},
	{"Chinese", func(b *searchBench) []string {
		return b.chinese(func(n int) string { return chineseForms[n%len(chineseForms)] + chineseWares[n%len(chineseWares)] })
	}, false},
	{"one character", func(b *searchBench) []string {
		return b.chinese(func(n int) string { return string([]rune(chineseWares[n%len(chineseWares)])[:1]) })
	}, true},
	{"pinyin", func(b *searchBench) []string {
		return b.chinese(func(n int) string {
			return []string{"dianzu", "dianrong", "tiepiandianzu", "erjiguan", "luoshuan", "guoju dianzu", "fengshan", "xianka", "jianpan"}[n%9]
		})
	}, true},
	{"initials", func(b *searchBench) []string {
		return b.chinese(func(n int) string { return []string{"dz", "tpdz", "ejg", "ls", "10k dz", "gj dz", "ljq"}[n%7] })
	}, true},
}

// questions takes one text of as many wares as a kind has questions.
func (b *searchBench) questions(of func(ware) string) []string {
	var out []string
	for _, i := range b.random.Perm(len(b.typed)) {
		if text := of(b.typed[i]); text != "" && len(out) < searchRounds {
			out = append(out, text)
		}
	}
	return out
}

func (b *searchBench) chinese(of func(int) string) []string {
	out := make([]string, searchRounds)
	for i := range out {
		out[i] = of(i)
	}
	return out
}

// latin answers the words of a name that a person would type.
func latin(name string) []string {
	return slices.DeleteFunc(strings.Fields(name), func(w string) bool {
		return len(w) < 4 || strings.ContainsFunc(w, func(r rune) bool { return r >= 0x80 || !unicode.IsLetter(r) })
	})
}

func wordsOf(b *searchBench) []string {
	return b.questions(func(w ware) string {
		all := latin(w.name)
		if len(all) < 2 {
			return ""
		}
		return strings.ToLower(all[0] + " " + all[len(all)-1])
	})
}

func asTyped(b *searchBench) []string {
	var out []string
	for _, q := range b.questions(func(w ware) string {
		if all := latin(w.name); len(all) > 0 {
			return strings.ToLower(all[0])
		}
		return ""
	})[:searchRounds/3] {
		for i := range q {
			out = append(out, q[:i+1])
		}
	}
	return out
}

// mistyped swaps two letters of a long word.
func mistyped(b *searchBench) []string {
	return b.questions(func(w ware) string {
		for _, word := range latin(w.name) {
			if len(word) >= 7 {
				return strings.ToLower(word[:3] + word[4:5] + word[3:4] + word[5:])
			}
		}
		return ""
	})
}
