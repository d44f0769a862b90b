package table

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// traditional are characters of headings that Taiwan and Hong Kong write differently, each before the one used here.
var traditional = strings.NewReplacer(strings.Split(
	"單 单 價 价 數 数 碼 码 號 号 貨 货 產 产 條 条 規 规 電 电 話 话 郵 邮 訂 订 稅 税 類 类 別 别 廠 厂 標 标 準 准 內 内 總 总 額 额 庫 库 運 运 國 国 區 区 聯 联 "+
		"係 系 繫 系 備 备 註 注 門 门 業 业 務 务 銷 销 購 购 戶 户 員 员 編 编 幣 币 種 种 圖 图 網 网 鏈 链 連 连 傳 传 開 开 間 间 長 长 寬 宽 體 体 積 积 淨 净 裝 装 "+
		"億 亿 萬 万 機 机 稱 称 爾 尔 採 采 與 与 該 该 時 时 實 实 際 际 檔 档 級 级 點 点 盤 盘 點 点 關 关 鍵 键 優 优 惠 惠 現 现 從 从 後 后 據 据", " ")...)

var (
	camel    = regexp.MustCompile(`([\p{Ll}0-9])(\p{Lu})`)
	brackets = regexp.MustCompile(`[(\[【〔].*?[)\]】〕]`)
)

// headingWords brings a heading into the form in which headings are compared: small letters, words with one space between them.
func headingWords(heading string) string {
	heading = traditional.Replace(norm.NFKC.String(heading))
	heading = camel.ReplaceAllString(heading, "$1 $2")
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(heading)) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(r)
		case r == '#' || r == '№':
			b.WriteString(" no ")
		case r == '%':
			b.WriteString(" percent ")
		default:
			b.WriteRune(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// readings are the forms in which a heading may be meant: whole, without what stands in brackets, and the Chinese and the other part of
// one in two languages.
func readings(heading string) []string {
	forms := []string{headingWords(heading), headingWords(brackets.ReplaceAllString(norm.NFKC.String(heading), " "))}
	var han, other strings.Builder
	for _, r := range forms[1] {
		if unicode.Is(unicode.Han, r) {
			han.WriteRune(r)
			other.WriteRune(' ')
		} else {
			other.WriteRune(r)
		}
	}
	if han.Len() > 0 {
		forms = append(forms, han.String(), strings.Join(strings.Fields(other.String()), " "))
	}
	return forms
}

// alike compares a heading's reading with a synonym, both as words: 1 is the same.
func alike(heading, synonym string) float64 {
	if heading == "" || synonym == "" {
		return 0
	}
	a, b := strings.ReplaceAll(heading, " ", ""), strings.ReplaceAll(synonym, " ", "")
	switch {
	case heading == synonym:
		return 1
	case a == b, singular(heading) == singular(synonym):
		return .98
	}
	if isHan(b) && strings.Contains(a, b) && len(b) >= 6 {
		return .6 + .35*float64(len(b))/float64(len(a))
	}
	if within, share := contains(strings.Fields(singular(heading)), strings.Fields(singular(synonym))); within {
		return .6 + .35*share
	}
	if !isHan(b) && len(a) >= 5 && len(b) >= 5 {
		if d := dice(a, b); d >= .7 {
			return .9 * d
		}
	}
	return 0
}

// singular takes the plural off every word.
func singular(words string) string {
	fields := strings.Fields(words)
	for i, w := range fields {
		if len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") {
			fields[i] = w[:len(w)-1]
		}
	}
	return strings.Join(fields, " ")
}

func isHan(s string) bool {
	for _, r := range s {
		if unicode.Is(unicode.Han, r) {
			return true
		}
	}
	return false
}

// contains says whether all words of part stand in whole, and how much of it they are.
func contains(whole, part []string) (bool, float64) {
	if len(part) == 0 || len(part) > len(whole) {
		return false, 0
	}
	has := map[string]bool{}
	for _, w := range whole {
		has[w] = true
	}
	for _, w := range part {
		if !has[w] {
			return false, 0
		}
	}
	return true, float64(len(part)) / float64(len(whole))
}

// dice compares the pairs of neighbouring letters.
func dice(a, b string) float64 {
	pairs := map[string]int{}
	for i := range len(a) - 1 {
		pairs[a[i:i+2]]++
	}
	same := 0
	for i := range len(b) - 1 {
		if pairs[b[i:i+2]] > 0 {
			pairs[b[i:i+2]]--
			same++
		}
	}
	return 2 * float64(same) / float64(len(a)+len(b)-2)
}
