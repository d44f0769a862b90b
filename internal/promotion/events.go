package promotion

// TopicChanged says that a promotion, or how a supplier's promotions go together, changed. The object is the promotion, "" for the policy.
const TopicChanged = "promotion.changed"
