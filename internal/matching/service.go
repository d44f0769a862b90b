package matching

import (
	"log/slog"

	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/tenants"
)

const (
	mayReadQuestions   = authz.Permission("matching.question.read")
	mayAnswerQuestions = authz.Permission("matching.question.answer")
	mayWritePolicy     = authz.Permission("matching.policy.write")
	mayReadAsks        = authz.Permission("matching.ask.read")
	mayAnswerAsks      = authz.Permission("matching.ask.answer")
)

// Service is matching at work.
type Service struct {
	db        *tenants.DB
	audit     *audit.Trail
	log       *slog.Logger
	desk      *desk
	mostAsked int
}

// New makes the service.
func New(db *tenants.DB, trail *audit.Trail, log *slog.Logger) *Service {
	return &Service{db, trail, log, newDesk(), mostAsked}
}
