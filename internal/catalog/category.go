package catalog

import (
	"strings"

	"manifold/internal/catalog/attribute"
	"manifold/internal/catalog/heading"
	"manifold/internal/kernel/fault"
	"manifold/internal/platform/job"
)

// Said is what a supplier says of one of its categories.
type Said struct {
	Name       string
	Heading    string // of the Harmonized System, 4 or 6 digits; "": none
	Attributes attribute.Definitions
	Version    int64 // 0: nothing was said yet
}

// CategoryCount is how many items a category has.
type CategoryCount struct {
	Name             string
	Items, Withdrawn int64
}

// Described is a category with what is said of it.
type Described struct {
	CategoryCount
	Said
	Followed Followed // after a change
}

// Followed is what became of the values of a category's items when it asked something else of them. While a job does it, nothing but the job is known.
type Followed struct {
	Items int64 // whose values were read anew
	Unfit int64 // values that do not fit, and stay as texts
	Job   *job.Run
}

// check tidies what is said of a category, or says what is wrong with it.
func (s Said) check() (Said, []fault.Field) {
	r := reader{}
	s.Name = r.text("/name", s.Name, longCategory)
	if s.Name == "" || s.Name == "*" {
		r.refuse("/name", "wrong_form", "A category has a name, and * stands for all of them.")
	}
	if s.Heading != "" {
		if _, there := heading.Find(s.Heading); !there || len(s.Heading) < 4 {
			r.refuse("/heading", "unknown", "The Harmonized System has no such heading.")
		}
	}
	for i, d := range s.Attributes {
		s.Attributes[i].Name = strings.Join(strings.Fields(d.Name), " ")
		for n, choice := range d.Choices {
			d.Choices[n] = strings.Join(strings.Fields(choice), " ")
		}
	}
	return s, append(r.wrong, s.Attributes.Check("/attributes")...)
}
