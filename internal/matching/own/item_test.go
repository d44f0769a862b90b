package own

import (
	"strings"
	"testing"

	"manifold/internal/kernel/id"
)

func TestRead(t *testing.T) {
	t.Parallel()
	facts, wrong := Read(Draft{Code: " A  1 ", Name: "我们的\t名字", Holds: "１２", HoldsUnit: "kg"})
	if len(wrong) > 0 || facts.Code != "A 1" || facts.Name != "我们的 名字" || facts.Holds.Amount.String() != "12" || facts.Holds.Unit.Code() != "KGM" {
		t.Errorf("%+v %+v", facts, wrong)
	}
	if facts, wrong := Read(Draft{Code: " ", HoldsUnit: " "}); len(wrong) > 0 || !facts.Empty() {
		t.Errorf("nothing: %+v %+v", facts, wrong)
	}
	for draft, want := range map[Draft]string{
		{Code: strings.Repeat("长", 101)}:  "/code too_long",
		{Name: strings.Repeat("x", 501)}:  "/name too_long",
		{Code: "a\x07"}:                   "/code wrong_form",
		{Holds: "0", HoldsUnit: "kg"}:     "/holds out_of_range",
		{Holds: "many", HoldsUnit: "kg"}:  "/holds wrong_form",
		{Holds: "6", HoldsUnit: "smoots"}: "/holds_unit unknown",
		{Holds: "6"}:                      "/holds_unit unknown",
		{HoldsUnit: "kg"}:                 "/holds wrong_form",
	} {
		if _, wrong := Read(draft); len(wrong) != 1 || wrong[0].Path+" "+wrong[0].Code != want {
			t.Errorf("%+v: %+v, want %s", draft, wrong, want)
		}
	}
}

func TestReadAlternates(t *testing.T) {
	t.Parallel()
	of, a := things[0], things[1]
	list, wrong := ReadAlternates(of, []AlternateDraft{{a, " only  zinc ", "Erik"}, {Ref{a.Supplier, id.NewRandom[id.Item]()}, "", ""}})
	if len(wrong) > 0 || len(list) != 2 || list[0].Note != "only zinc" || list[0].ApprovedBy != "Erik" {
		t.Errorf("%+v %+v", list, wrong)
	}
	rows := map[string][]AlternateDraft{
		"/lines/0/item duplicate":       {{of, "", ""}},
		"/lines/1/item duplicate":       {{a, "", ""}, {a, "", ""}},
		"/lines/0/note too_long":        {{a, strings.Repeat("x", 501), ""}},
		"/lines/0/approved_by too_long": {{a, "", strings.Repeat("x", 201)}},
	}
	for want, drafts := range rows {
		if _, wrong := ReadAlternates(of, drafts); len(wrong) != 1 || wrong[0].Path+" "+wrong[0].Code != want {
			t.Errorf("%+v, want %s", wrong, want)
		}
	}
}
