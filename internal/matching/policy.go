package matching

import (
	"time"

	"manifold/internal/matching/engine"
)

// Policy is how careful the hub is.
type Policy struct {
	Precision float64 // the part of what the model confirms that must be right
	Automatic bool    // whether the model may confirm; equal codes without a contradiction always do
	UpdatedAt time.Time
}

const (
	// leastLikeness is the likeness of texts from which on people are asked while there is no model.
	leastLikeness = 0.45
	// leastConfidence is the model's confidence from which on people are asked.
	leastConfidence = 0.05
)

func (p Policy) engine(m *engine.Model) engine.Policy {
	out := engine.Policy{Precision: p.Precision, OnlyCodes: !p.Automatic, Reject: leastConfidence}
	if m == nil {
		out.Reject = leastLikeness
	}
	return out
}

// Status is how far matching is.
type Status struct {
	Items            int64
	Waiting          int64
	WaitingSuppliers int64
	Products         int64
	Matched          int64
	Questions        int64
	Rest             int64
	Asks             int64
	Automatic        bool
	LastRunAt        *time.Time
	Model            *ModelStatus // nil: none yet
}

// ModelStatus is what the model in use is like.
type ModelStatus struct {
	Version   int64
	TrainedAt time.Time
	Answers   int64
	Coded     int64
	Quality   engine.Quality // of people's answers; zero while there are too few
}
