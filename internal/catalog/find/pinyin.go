package find

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/mozillazg/go-pinyin"
	"golang.org/x/text/unicode/norm"
)

// Bounds of what is kept of readings. A name of 40 characters of which each has four readings stays small.
const (
	longSpell    = 6 // syllables of a spelling
	mostSpells   = 4 // spellings that begin at one character
	mostReadings = 3 // of one character
	longPinyin   = 24
)

// readings are the syllables of a character without tones, the usual one first; ü is v, as it is typed. They are taken from the
// dictionary each time: all of them at once would take long just when somebody waits for the first.
func readings(r rune) []string {
	spelt := pinyin.PinyinDict[int(r)]
	if spelt == "" {
		return nil
	}
	out := make([]string, 0, mostReadings)
	for s := range strings.SplitSeq(spelt, ",") {
		if plain := toneless(s); plain != "" && !slices.Contains(out, plain) && len(out) < mostReadings {
			out = append(out, plain)
		}
	}
	return out
}

// toneless is a syllable in the 26 letters.
func toneless(syllable string) string {
	out := make([]byte, 0, len(syllable))
	for _, r := range syllable {
		switch {
		case 'a' <= r && r <= 'z':
			out = append(out, byte(r))
		case strings.ContainsRune("üǖǘǚǜ", r):
			out = append(out, 'v')
		case r < 0x300 || r > 0x36f: // a letter with its tone; a tone that stands by itself goes
			if base := norm.NFD.String(string(r))[0]; 'a' <= base && base <= 'z' {
				out = append(out, base)
			}
		}
	}
	return string(out)
}

// syllables are all that there are, to tell pinyin from other words. Interjections such as m and ng are none here: each would make any
// run of letters pinyin.
var syllables = func() map[string]bool {
	all := strings.Fields(`
a ai an ang ao ba bai ban bang bao bei ben beng bi bian biang biao bie bin bing bo bong bu ca cai can cang cao ce cei cen ceng cha chai chan
chang chao che chen cheng chi chong chou chu chua chuai chuan chuang chui chun chuo ci cong cou cu cuan cui cun cuo da dai dan dang dao de
dei den deng di dia dian diao die din ding diu dong dou du duan dui dun duo e ei en eng er fa fan fang fei fen feng fiao fo fou fu ga gai
gan gang gao ge gei gen geng gong gou gu gua guai guan guang gui gun guo ha hai han hang hao he hei hen heng hong hou hu hua huai huan huang
hui hun huo ji jia jian jiang jiao jie jin jing jiong jiu ju juan jue jun ka kai kan kang kao ke kei ken keng kong kou ku kua kuai kuan
kuang kui kun kuo la lai lan lang lao le lei len leng li lia lian liang liao lie lin ling liu lo long lou lu luan lun luo lv lve ma mai man
mang mao me mei men meng mi mian miao mie min ming miu mo mou mu na nai nan nang nao ne nei nen neng ni nia nian niang niao nie nin ning niu
nong nou nu nuan nun nuo nv nve o ou pa pai pan pang pao pei pen peng pi pian piao pie pin ping po pou pu qi qia qian qiang qiao qie qin
qing qiong qiu qu quan que qun ran rang rao re ren reng ri rong rou ru rua ruan rui run ruo sa sai san sang sao se sen seng sha shai shan
shang shao she shei shen sheng shi shou shu shua shuai shuan shuang shui shun shuo si song sou su suan sui sun suo ta tai tan tang tao te
tei teng ti tian tiao tie ting tong tou tu tuan tui tun tuo wa wai wan wang wei wen weng wo wong wu xi xia xian xiang xiao xie xin xing
xiong xiu xu xuan xue xun ya yan yang yao ye yi yin ying yo yong you yu yuan yue yun za zai zan zang zao ze zei zen zeng zha zhai zhan
zhang zhao zhe zhei zhen zheng zhi zhong zhou zhu zhua zhuai zhuan zhuang zhui zhun zhuo zi zong zou zu zuan zui zun zuo`)
	out := make(map[string]bool, len(all))
	for _, s := range all {
		out[s] = true
	}
	return out
}()

// beginnings are all starts of syllables.
var beginnings = func() map[string]bool {
	out := make(map[string]bool, 2*len(syllables))
	for s := range syllables {
		for i := range s {
			out[s[:i+1]] = true
		}
	}
	return out
}()

// spells answers, for each character of a row of signs, the spellings that begin there, and their initials.
func spells(signs string, spelling, initials func(string)) {
	var all [][]string // of each character
	for _, r := range signs {
		all = append(all, readings(r))
	}
	for from := range all {
		ways := []way{{}}
		for _, of := range all[from:min(from+longSpell, len(all))] {
			if len(of) == 0 {
				break
			}
			ways = extend(ways, of)
		}
		for _, w := range ways {
			if w.full != "" {
				spelling(w.full)
				initials(w.initials)
			}
		}
	}
}

// way is one of the ways in which characters can be read.
type way struct{ full, initials string }

// extend reads one more character in every way, the usual ones first, as far as there is room.
func extend(ways []way, of []string) []way {
	out := make([]way, 0, min(len(ways)*len(of), mostSpells))
	for _, syllable := range of {
		for _, w := range ways {
			if len(out) == mostSpells {
				return out
			}
			out = append(out, way{w.full + syllable, w.initials + syllable[:1]})
		}
	}
	return out
}

// isPinyin tells whether a word can be read as syllables, of which the last may be unfinished.
func isPinyin(word string) bool {
	if len(word) < 2 || len(word) > longPinyin {
		return false
	}
	reach := make([]bool, len(word)+1) // places where a syllable can begin
	reach[0] = true
	for at := range len(word) {
		if !reach[at] {
			continue
		}
		if beginnings[word[at:]] {
			return true
		}
		for end := at + 1; end <= min(at+6, len(word)); end++ {
			if syllables[word[at:end]] {
				reach[end] = true
			}
		}
	}
	return reach[len(word)]
}

// isInitials tells whether each letter can begin a syllable.
func isInitials(word string) bool {
	if len(word) < 2 || len(word) > longSpell {
		return false
	}
	for i := range len(word) {
		if !initialLetter(word[i]) {
			return false
		}
	}
	return true
}

// mostMixed bounds in how many ways a word is read as syllables and initials.
const mostMixed = 6

// mixture is one way of reading letters as characters of which some are spelt and others are only begun: "dzu" as d and zu.
type mixture struct {
	initials string   // of all of them
	spelt    []string // each row of syllables, with the letter after it
}

// mixtures are the ways of reading a word as both, those with the fewest characters first. Words that can be syllables alone, or initials
// alone, are none.
func mixtures(word string) []mixture {
	if len(word) < 3 || len(word) > longPinyin || isPinyin(word) || strings.Trim(word, "abcdefghijklmnopqrstuvwxyz") != "" {
		return nil
	}
	reading := []cut{{}}
	var whole []cut
	for range longSpell {
		var further []cut
		for _, c := range reading {
			for _, next := range c.further(word) {
				if next.at < len(word) {
					further = append(further, next)
				} else if next.mixed() && len(whole) < mostMixed {
					whole = append(whole, next)
				}
			}
		}
		reading = further[:min(len(further), 8*mostMixed)]
	}
	out := make([]mixture, len(whole))
	for i, c := range whole {
		out[i] = c.mixture(word)
	}
	return out
}

// cut is a beginning of a word cut into characters: where each ends.
type cut struct {
	at   int
	ends []int
}

// further reads one more character, the longest syllable first, and its initial last.
func (c cut) further(word string) []cut {
	var out []cut
	rest := word[c.at:]
	for n := min(6, len(rest)); n > 0; n-- {
		last := n == len(rest)
		if syllables[rest[:n]] || n == 1 && initialLetter(rest[0]) || last && beginnings[rest] {
			out = append(out, cut{c.at + n, append(slices.Clip(c.ends), c.at+n)})
		}
	}
	return out
}

// mixed tells whether some characters are spelt, at least in part, and others are not.
func (c cut) mixed() bool {
	spelt, from := 0, 0
	for _, end := range c.ends {
		if end-from > 1 {
			spelt++
		}
		from = end
	}
	return spelt > 0 && spelt < len(c.ends)
}

func (c cut) mixture(word string) mixture {
	out := mixture{}
	from, row := 0, -1 // where a row of syllables began
	for _, end := range c.ends {
		out.initials += word[from : from+1]
		switch {
		case end-from > 1 && row < 0:
			row = from
		case end-from == 1 && row >= 0:
			out.spelt = append(out.spelt, word[row:end])
			row = -1
		}
		from = end
	}
	if row >= 0 {
		out.spelt = append(out.spelt, word[row:])
	}
	return out
}

// initialLetter tells whether a syllable can begin with a letter.
func initialLetter(c byte) bool { return 'a' <= c && c <= 'z' && c != 'i' && c != 'u' && c != 'v' }

// readAs tells how many characters at the beginning of a text the letters spell, each by its syllable or its initial, the last perhaps in
// part; 0 for none.
func readAs(text, letters string) int { return readOn(text, letters, longSpell) }

func readOn(text, letters string, most int) int {
	r, size := utf8.DecodeRuneInString(text)
	begun := "" // the initial, once
	for _, s := range readings(r) {
		if strings.HasPrefix(s, letters) {
			return 1
		}
		if most == 1 {
			continue
		}
		for _, piece := range []string{s, s[:1]} {
			if !strings.HasPrefix(letters, piece) || piece == begun {
				continue
			}
			if len(piece) == 1 {
				begun = piece
			}
			if n := readOn(text[size:], letters[len(piece):], most-1); n > 0 {
				return n + 1
			}
		}
	}
	return 0
}
