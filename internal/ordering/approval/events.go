package approval

import "manifold/internal/kernel/id"

// TopicChanged is published when something was said or done about a purchase that waits. The buyer's alone: no supplier hears of it.
const TopicChanged = "approval.changed"

// changed is its payload.
type changed struct {
	Approval id.ApprovalID `json:"approval"`
	State    State         `json:"state"`
	Edition  int64         `json:"edition"`
	Act      Act           `json:"act"`
}
