package catalog

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"manifold/internal/catalog/attribute"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/quantity"
	"manifold/tenants"
)

// undoing brings back what a revision changed.
type undoing struct {
	tx      *tenants.Tx
	r       Revision
	figures map[string]Figures
	out     *Undone
}

func (u undoing) keep(c Change, field string) {
	u.out.Kept++
	if len(u.out.Fields) < mostKept {
		u.out.Fields = append(u.out.Fields, Kept{c.Item, c.SKU, field})
	}
}

// restore brings back the changes of some items.
func (u undoing) restore(rows []Change) error {
	wanted := make([]id.ItemID, len(rows))
	for i, c := range rows {
		wanted[i] = c.Item
	}
	stand, err := byID(u.tx, u.r.tenant, wanted, true)
	if err != nil {
		return err
	}
	now, err := fieldsOf(u.tx, u.r.tenant, wanted)
	if err != nil {
		return err
	}
	at := map[id.ItemID]Item{}
	for _, item := range stand {
		at[item.ID] = item
	}
	var written []Item
	facts := map[Figures][]Fact{}
	for _, c := range rows {
		item, there := at[c.Item]
		if !there {
			continue
		}
		if err := u.item(c, &item, now[c.Item], facts); err != nil {
			return err
		}
		written = append(written, item)
	}
	if _, err := put(u.tx, u.r, written); err != nil {
		return err
	}
	for figures, of := range facts {
		kept, err := figures.Restore(u.tx, u.r, of)
		if err != nil {
			return err
		}
		for _, f := range kept {
			u.keep(Change{Item: f.Item, SKU: at[f.Item].SKU}, f.Field)
		}
	}
	return nil
}

// item brings back the fields of one item, and collects those that others keep.
func (u undoing) item(c Change, item *Item, now map[string]json.RawMessage, facts map[Figures][]Fact) error {
	if c.Made {
		for field, after := range c.After {
			if _, others := u.figures[field]; !others && field != fieldPacks && field != fieldMedia && !bytes.Equal(now[field], after) {
				u.keep(c, "state")
				return nil
			}
		}
		item.State = Withdrawn
		return nil
	}
	for _, field := range fieldsIn(c) {
		before, after := c.Before[field], c.After[field]
		if figures, others := u.figures[field]; others {
			facts[figures] = append(facts[figures], Fact{Item: c.Item, Field: field, Before: textOf(before), After: textOf(after)})
			continue
		}
		if err := u.field(c, item, field, now[field], before, after); err != nil {
			return err
		}
	}
	return nil
}

func (u undoing) field(c Change, item *Item, field string, now, before, after json.RawMessage) error {
	switch field {
	case "attributes":
		return u.attributes(c, item.Details, before, after)
	case fieldMedia:
		return u.files(c, before, after)
	case fieldPacks:
		made, err := readPacksJSON(after)
		if err != nil {
			return err
		}
		if !slices.EqualFunc(item.Details.Packs, made, samePack) {
			u.keep(c, field)
			return nil
		}
		item.Details.Packs, err = readPacksJSON(before)
		return err
	}
	if !bytes.Equal(now, after) {
		u.keep(c, field)
		return nil
	}
	if field == "sku" {
		free, err := rename(u.tx, u.r, *item, textOf(before))
		if err != nil {
			return err
		}
		if !free {
			u.keep(c, field)
			return nil
		}
	}
	return setField(item, field, before)
}

// attributes brings back each attribute on its own.
func (u undoing) attributes(c Change, now *Details, before, after json.RawMessage) error {
	was, made := attribute.Values{}, attribute.Values{}
	for to, text := range map[*attribute.Values]json.RawMessage{&was: before, &made: after} {
		if text != nil {
			if err := json.Unmarshal(text, to); err != nil {
				return err
			}
		}
	}
	both := maps.Clone(was)
	maps.Copy(both, made)
	values := maps.Clone(now.Attributes)
	for _, key := range both.Keys(nil) {
		old, had := was[key]
		set, has := made[key]
		is, there := values[key]
		switch {
		case old == set && had == has:
		case is != set || there != has:
			u.keep(c, "attributes/"+key)
		case had:
			values[key] = old
		default:
			delete(values, key)
		}
	}
	now.Attributes = values
	return nil
}

// fieldsIn are the fields of a change in a fixed order: the item's own, then the others by name.
func fieldsIn(c Change) []string {
	all := maps.Clone(c.After)
	maps.Copy(all, c.Before)
	var out []string
	for _, f := range itemFields {
		if _, there := all[f.column]; there {
			out = append(out, f.column)
			delete(all, f.column)
		}
	}
	return append(out, slices.Sorted(maps.Keys(all))...)
}

// textOf is a value of JSON as plain text; "" for none.
func textOf(value json.RawMessage) string {
	var text string
	if json.Unmarshal(value, &text) == nil {
		return text
	}
	return string(value)
}

// setField sets a column of an item to a value of its history; none empties it.
func setField(i *Item, field string, value json.RawMessage) (err error) {
	text := textOf(value)
	number := func() (out decimal.Decimal) {
		if text != "" {
			out, err = decimal.NewFromString(text)
		}
		return out
	}
	switch field {
	case "sku":
		i.SKU = text
	case "name":
		i.Name = text
	case "brand":
		i.Brand = text
	case "mpn":
		i.MPN = text
	case "gtin":
		i.GTIN = text
	case "category":
		i.Category = text
	case "unit":
		i.Unit, err = quantity.ParseUnit(text)
	case "minimum":
		i.Minimum = number()
	case "multiple":
		i.Multiple = number()
	case "lead_days":
		i.LeadDays = nil
		if value != nil {
			err = json.Unmarshal(value, &i.LeadDays)
		}
	case "datasheet":
		i.Datasheet = text
	case "description":
		i.Details.Description = text
	case "family":
		i.Details.Family = text
	case "catch_weight":
		i.Details.CatchWeight = text == "true"
	case "nominal":
		i.Details.Nominal = number()
	case "state":
		i.State = State(text)
	}
	return err
}

// fieldsOf are the fields of items as the history writes them.
func fieldsOf(tx *tenants.Tx, tenant id.CompanyID, wanted []id.ItemID) (map[id.ItemID]map[string]json.RawMessage, error) {
	parts := make([]string, len(itemFields))
	for i, f := range itemFields {
		parts[i] = "'" + f.column + "', " + strings.ReplaceAll(f.full, "%s", "i")
	}
	var rows []struct {
		ID     id.ItemID
		Fields string
	}
	err := tx.Gorm().Raw("SELECT i.id, jsonb_strip_nulls(jsonb_build_object("+strings.Join(parts, ", ")+`))::text AS fields
FROM unnest(?::uuid[]) AS n(id) JOIN catalog_item i ON i.id = n.id WHERE i.tenant_id = ?`, UUIDs(wanted), tenant).Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	out := make(map[id.ItemID]map[string]json.RawMessage, len(rows))
	for _, r := range rows {
		fields := map[string]json.RawMessage{}
		if err := json.Unmarshal([]byte(r.Fields), &fields); err != nil {
			return nil, err
		}
		out[r.ID] = fields
	}
	return out, nil
}
