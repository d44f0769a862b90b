package heading_test

import (
	"slices"
	"strings"
	"testing"

	"manifold/internal/catalog/heading"
)

func TestTree(t *testing.T) {
	t.Parallel()
	if n := len(heading.Under("")); n != 97 {
		t.Errorf("%d chapters", n)
	}
	bolts, there := heading.Find("731815")
	if !there || !strings.Contains(strings.ToLower(bolts.Name), "bolt") || len(bolts.Path) != 2 || !strings.Contains(bolts.Path[0], "Iron or steel") {
		t.Errorf("%+v", bolts)
	}
	if chapter, _ := heading.Find("22"); chapter.Chinese != "饮料、酒及醋" || len(chapter.Path) != 0 {
		t.Errorf("%+v", chapter)
	}
	if _, there := heading.Find("9801"); there {
		t.Error("there is no 9801")
	}
	for _, chapter := range heading.Under("") {
		if chapter.Chinese == "" {
			t.Errorf("%s has no Chinese name", chapter.Code)
		}
		for _, below := range heading.Under(chapter.Code) {
			if len(below.Code) != 4 || below.Path[0] != chapter.Name {
				t.Errorf("%+v lies below %s", below, chapter.Code)
			}
		}
	}
}

func TestSearch(t *testing.T) {
	t.Parallel()
	codes := func(text string) []string {
		var out []string
		for _, h := range heading.Search(text, 50) {
			out = append(out, h.Code)
		}
		return out
	}
	for text, want := range map[string]string{"7318": "7318", "73.18": "731815", "capacitors": "8532", "steel bolts": "731815", "轴承": "8482", "beer": "2203"} {
		if got := codes(text); !slices.Contains(got, want) {
			t.Errorf("%q finds %v, not %s", text, got, want)
		}
	}
	for _, text := range []string{"", "  ", "zzzz", "99999999"} {
		if got := codes(text); len(got) > 0 {
			t.Errorf("%q finds %v", text, got)
		}
	}
	if got := heading.Search("other", 50); len(got) != 50 {
		t.Errorf("%d of many", len(got))
	}
}

func TestSuggest(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		texts []string
		want  string // the heading, as the first or as part of the first
	}{
		{[]string{"Ceramic capacitors"}, "8532"},
		{[]string{"Resistors", "Chip resistor 10k 0603", "Thick film resistor"}, "8533"},
		{[]string{"Bolts & nuts"}, "7318"},
		{[]string{"紧固件"}, "7318"},
		{[]string{"软饮料"}, "2202"},
		{[]string{"Beer"}, "2203"},
		{[]string{"笔记本电脑"}, "8471"},
		{[]string{"general", "六角螺栓 M8", "六角螺母 M8", "平垫圈 M8"}, "7318"},
		{[]string{"Toothpaste", "牙膏 120g"}, "3306"},
		{[]string{"Paper", "打印纸 A4 80g"}, "4802"},
	} {
		got := heading.Suggest(row.texts, 5)
		if len(got) == 0 || !slices.ContainsFunc(got[:min(3, len(got))], func(h heading.Heading) bool { return strings.HasPrefix(h.Code, row.want) }) {
			t.Errorf("%q: %+v, not %s", row.texts, got, row.want)
		}
		for i, h := range got {
			if h.Score <= 0 || h.Score > 1 || i > 0 && h.Score > got[i-1].Score {
				t.Errorf("%q: score %v of %s", row.texts, h.Score, h.Code)
			}
		}
	}
	if got := heading.Suggest([]string{"xyzzy"}, 5); len(got) != 0 {
		t.Errorf("nonsense is %+v", got)
	}
}

func TestWords(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]string{
		"8532": "电容器 Electrical capacitors 电容 电容器 陶瓷电容 电解电容", "85": "", "": "",
		"853224": "电容器 Electrical capacitors 电容 电容器 陶瓷电容 电解电容 Electrical capacitors",
	} {
		if got := heading.Words(code); got != want {
			t.Errorf("%s: %q, want %q", code, got, want)
		}
	}
}
