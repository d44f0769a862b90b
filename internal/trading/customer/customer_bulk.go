package customer

import (
	"fmt"
	"slices"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/optional"
)

// BulkAction is what can be done to many customers in one act.
type BulkAction string

// The actions.
const (
	SetGroup       BulkAction = "set_group"
	SetRegion      BulkAction = "set_region"
	SetSalesperson BulkAction = "set_salesperson"
	SetHeadOffice  BulkAction = "set_head_office"
	AddTags        BulkAction = "add_tags"
	RemoveTags     BulkAction = "remove_tags"
	Block          BulkAction = "block"
	Unblock        BulkAction = "unblock"
	DeleteMany     BulkAction = "delete"
)

// BulkChange is one act on the customers that a filter finds. It survives JSON.
type BulkChange struct {
	Filter      Filter
	Action      BulkAction
	Group       *id.GroupID // zero: none
	Region      *string
	Salesperson *id.PersonID
	HeadOffice  *id.CustomerID
	Tags        []string
	Reason      string
}

// BulkOutcome is what came of it: Matched = Changed + those skipped. It survives JSON.
type BulkOutcome struct {
	Matched, Changed int64
	Skipped          []Skipped    // the first 200
	Undo             []BulkChange // what puts it back; nothing does after delete
}

// Skipped is a customer that an act left as it was.
type Skipped struct {
	Customer      Ref
	Code, Message string
}

const (
	mostSkipped = 200
	undoPiece   = 1000 // customers of one act that are named one by one
)

// check refuses an act without its value.
func (b BulkChange) check() error {
	lacks := false
	switch b.Action {
	case SetGroup:
		lacks = b.Group == nil
	case SetRegion:
		lacks = b.Region == nil
	case SetSalesperson:
		lacks = b.Salesperson == nil
	case SetHeadOffice:
		lacks = b.HeadOffice == nil
	case AddTags, RemoveTags:
		lacks = len(tidyTags(b.Tags)) == 0
	case Block, Unblock, DeleteMany:
	}
	if lacks {
		return errMissingValue
	}
	return nil
}

// change is the act on one customer.
func (b BulkChange) change(c Customer) Change {
	yes := b.Action == Block
	switch b.Action {
	case SetGroup:
		return Change{Group: b.Group}
	case SetRegion:
		return Change{Region: b.Region}
	case SetSalesperson:
		return Change{Salesperson: b.Salesperson}
	case SetHeadOffice:
		return Change{HeadOffice: b.HeadOffice}
	case AddTags:
		tags := slices.Concat(c.Tags, b.Tags)
		return Change{Tags: &tags}
	case RemoveTags:
		tags := slices.DeleteFunc(slices.Clone(c.Tags), func(t string) bool { return slices.Contains(b.Tags, t) })
		return Change{Tags: &tags}
	case Block:
		return Change{Blocked: &yes, Reason: &b.Reason}
	case Unblock:
		return Change{Blocked: &yes}
	default:
		return Change{}
	}
}

// apply works the act on each customer: changed are those to be written, as they are after it. Head offices go through h.
func (b BulkChange) apply(customers []Customer, h *hierarchy) (changed []Customer, out BulkOutcome) {
	var before []Customer
	out.Matched = int64(len(customers))
	for _, c := range customers {
		after := c
		b.change(c).apply(&after)
		err := after.check()
		if err == nil && b.Action == SetHeadOffice && after.HeadOffice != c.HeadOffice {
			err = h.set(c.ID, after.HeadOffice)
		}
		if err == nil && len(changedFields(c, after)) > 0 {
			before, changed = append(before, c), append(changed, after)
		}
		if err != nil {
			out.skip(c, err)
			continue
		}
		out.Changed++
	}
	out.Undo = b.undo(before, changed)
	return changed, out
}

func (o *BulkOutcome) skip(c Customer, err error) {
	if len(o.Skipped) >= mostSkipped {
		return
	}
	o.Skipped = append(o.Skipped, skippedFor(c, err))
}

func skippedFor(c Customer, err error) Skipped {
	f := fault.From(err)
	code, message := f.Code(), f.Text()
	if fields := f.Fields(); len(fields) > 0 {
		code, message = fields[0].Code, fields[0].Message
	}
	return Skipped{Ref{c.ID, c.Code, c.Name}, code, message}
}

// undo is what puts the customers back as they were: an act for each value that some of them had, in pieces.
func (b BulkChange) undo(before, after []Customer) []BulkChange {
	var out []BulkChange
	open := map[string]int{} // place of the act that still takes customers
	for i, was := range before {
		back := b.back(was, after[i])
		key := back.value()
		at, begun := open[key]
		if !begun || len(out[at].Filter.IDs) == undoPiece {
			at = len(out)
			open[key], out = at, append(out, back)
		}
		out[at].Filter.IDs = append(out[at].Filter.IDs, was.ID)
	}
	return out
}

// value tells acts with different values apart.
func (b BulkChange) value() string {
	return fmt.Sprintf("%s %s %s %s %q %q %q", b.Action, optional.Value(b.Group), optional.Value(b.Salesperson), optional.Value(b.HeadOffice), optional.Value(b.Region), b.Tags, b.Reason)
}

// back is the act that takes one customer back.
func (b BulkChange) back(was, after Customer) BulkChange {
	switch b.Action {
	case SetGroup:
		return BulkChange{Action: SetGroup, Group: &was.Group}
	case SetRegion:
		return BulkChange{Action: SetRegion, Region: &was.Region}
	case SetSalesperson:
		return BulkChange{Action: SetSalesperson, Salesperson: &was.Salesperson}
	case SetHeadOffice:
		return BulkChange{Action: SetHeadOffice, HeadOffice: &was.HeadOffice}
	case AddTags:
		return BulkChange{Action: RemoveTags, Tags: tagsWithout(after.Tags, was.Tags)}
	case RemoveTags:
		return BulkChange{Action: AddTags, Tags: tagsWithout(was.Tags, after.Tags)}
	case Block:
		if was.Blocked {
			return BulkChange{Action: Block, Reason: was.Reason}
		}
		return BulkChange{Action: Unblock}
	default:
		return BulkChange{Action: Block, Reason: was.Reason}
	}
}

func tagsWithout(tags, those []string) []string {
	return slices.DeleteFunc(slices.Clone(tags), func(t string) bool { return slices.Contains(those, t) })
}

// deletable parts customers into those that can go together and those that cannot, with the reason: a head office stays while one of
// its branches does.
func deletable(customers []Customer, h *hierarchy) (gone []Customer, stay map[id.CustomerID]error) {
	stay = map[id.CustomerID]error{}
	chosen := map[id.CustomerID]bool{}
	for _, c := range customers {
		if chosen[c.ID] = c.Buyer.IsZero(); !chosen[c.ID] {
			stay[c.ID] = errConnected
		}
	}
	for again := true; again; {
		again = false
		for _, c := range customers {
			if !chosen[c.ID] {
				continue
			}
			for branch := range h.branches[c.ID] {
				if !chosen[branch] {
					chosen[c.ID], stay[c.ID], again = false, errHasBranches, true
					break
				}
			}
		}
	}
	for _, c := range customers {
		if chosen[c.ID] {
			gone = append(gone, c)
		}
	}
	return gone, stay
}
