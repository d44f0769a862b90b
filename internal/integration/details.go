package integration

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"
	"golang.org/x/text/unicode/norm"

	"manifold/internal/catalog"
	"manifold/internal/catalog/attribute"
)

// packLevels are the fields that say how many of the item's unit a pack contains.
var packLevels = map[Field]catalog.Level{Inner: catalog.Inner, Pack: catalog.Case, Pallet: catalog.Pallet}

// readDetails takes what a line says beyond a line of a list. What it does not say stays.
func (j *judged) readDetails(cells Cells, before *known, said map[string]catalog.Said) {
	stands := catalog.Details{}
	if before != nil && before.item.Details != nil {
		stands = *before.item.Details
	}
	draft, paths := catalog.DetailsDraft{}, map[string]Field{}
	for field, to := range map[Field]**string{Description: &draft.Description, Family: &draft.Family} {
		if text := cells[string(field)]; text != "" {
			*to = &text
		}
	}
	for _, key := range slices.Sorted(maps.Keys(cells)) {
		if name, is := strings.CutPrefix(key, string(Attribute)+":"); is {
			paths["/attributes/"+decimalText(int64(len(draft.Attributes)))] = Field(key)
			draft.Attributes = append(draft.Attributes, attribute.Draft{Key: name, Value: cells[key]})
		}
	}
	if packs, said := j.packs(cells, stands.Packs); said {
		draft.Packs = &packs
		for i, p := range packs {
			for field, level := range packLevels {
				if p.Level == level {
					paths["/packs/"+decimalText(int64(i))] = field
				}
			}
		}
	}
	details, wrong := catalog.ReadDetails(j.item, stands, said[j.item.Category].Attributes, draft)
	for _, w := range wrong {
		j.flag(detailField(w.Path, paths), w.Code, w.Message)
	}
	j.item.Details = &details
}

// detailField is the field of a place in a draft of details.
func detailField(path string, paths map[string]Field) Field {
	for begin, field := range paths {
		if strings.HasPrefix(path+"/", begin+"/") {
			if field == Pack && strings.HasSuffix(path, "/gtin") {
				return PackGTIN
			}
			return field
		}
	}
	return fieldOf(path)
}

// packs are those that stand with what a line says of them.
func (j *judged) packs(cells Cells, stands []catalog.Pack) (out []catalog.PackDraft, said bool) {
	at := func(level catalog.Level) int {
		return slices.IndexFunc(out, func(p catalog.PackDraft) bool { return p.Level == level })
	}
	for _, p := range stands {
		draft := catalog.PackDraft{Level: p.Level, Contains: p.Contains.String(), Unit: p.Unit.Code(), GTIN: p.GTIN}
		if p.GrossWeight.IsPositive() {
			draft.GrossWeight = p.GrossWeight.String()
		}
		out = append(out, draft)
	}
	for _, field := range []Field{Inner, Pack, Pallet} {
		text := cells[string(field)]
		if text == "" {
			continue
		}
		count, ok := packCount(text)
		switch i := at(packLevels[field]); {
		case !ok:
			j.remark(field, codeNoPack, "This names no number of pieces; the line is taken without it.")
		case count == "1" && i < 0: // says nothing
		case i < 0:
			out, said = append(out, catalog.PackDraft{Level: packLevels[field], Contains: count}), true
		default:
			out[i].Contains, said = count, true
		}
	}
	if text := cells[string(PackGTIN)]; text != "" {
		code, known := barcodeOf(text)
		i := at(catalog.Case)
		if i < 0 || !known {
			j.remark(PackGTIN, codeNoBarcode, "This is no barcode of a case that is known; the line is taken without it.")
		} else {
			out[i].GTIN, said = code, true
		}
	}
	return out, said
}

var (
	packWords = `(?:pcs?|pieces?|ea|each|units?|ct|count|pk|packs?|bottles?|cans?|bags?|rolls?|个|只|件|支|瓶|袋|罐|盒|条|片|包|卷|台|套)`
	packPlain = regexp.MustCompile(`(?i)^(?:(?:case|box|carton|pack|pk|ctn|cs|pallet|bag|bundle|tray|ve)s?\s*(?:of|=|:|à|a)?\s*)?([0-9]{1,7})\s*\.?0*\s*` + packWords + `?\s*(?:(?:/|per|a|每)\s*(?:case|box|carton|ctn|pack|pk|bag|pallet|tray|箱|盒|包|托|件))?$`)
	packTimes = regexp.MustCompile(`(?i)^([0-9]{1,5})\s*[x×*]\s*([0-9]{1,5}(?:[.,][0-9]+)?)\s*(\D*)$`)
	packOne   = regexp.MustCompile(`(?i)^` + packWords + `?$`)
)

// packCount understands "24", "case of 24", "24个/箱", "2 x 12" and "12 x 330 ml".
func packCount(text string) (string, bool) {
	text = norm.NFKC.String(strings.TrimSpace(text))
	if m := packPlain.FindStringSubmatch(text); m != nil {
		count := strings.TrimLeft(m[1], "0")
		return count, count != ""
	}
	m := packTimes.FindStringSubmatch(text)
	if m == nil {
		return "", false
	}
	count := number(m[1])
	if packOne.MatchString(strings.TrimSpace(m[3])) { // packs in packs; anything else is a measure
		count = count.Mul(number(strings.ReplaceAll(m[2], ",", ".")))
	}
	return count.String(), count.IsPositive() && count.Equal(count.Truncate(0))
}

// detailChanges says what of the details differs; nothing where they are not spoken of.
func detailChanges(old, now *catalog.Details) (out []Change) {
	if now == nil {
		return nil
	}
	if old == nil {
		old = &catalog.Details{}
	}
	add := func(field Field, before, after string) {
		if before != after {
			out = append(out, Change{Field: field, Before: before, After: after})
		}
	}
	add(Description, old.Description, now.Description)
	add(Family, old.Family, now.Family)
	for _, key := range slices.Sorted(maps.Keys(now.Attributes)) {
		add(Column{Field: Attribute, From: key}.keyField(), old.Attributes[key].String(), now.Attributes[key].String())
	}
	for _, field := range []Field{Inner, Pack, Pallet} {
		before, after := packAt(old.Packs, packLevels[field]), packAt(now.Packs, packLevels[field])
		add(field, plainCount(before.Contains), plainCount(after.Contains))
		if field == Pack {
			add(PackGTIN, before.GTIN, after.GTIN)
		}
	}
	return out
}

func (c Column) keyField() Field { return Field(c.key()) }

func packAt(packs []catalog.Pack, level catalog.Level) catalog.Pack {
	for _, p := range packs {
		if p.Level == level {
			return p
		}
	}
	return catalog.Pack{}
}

func plainCount(d decimal.Decimal) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}
