package audit

import "context"

// Origin is where a request came from, for the audit trail and the list of sessions.
type Origin struct {
	IP        string // of the client, not of a proxy in between
	Agent     string // User-Agent as the client sent it, cut to 300 bytes
	RequestID string // the one that the answer carries
}

type originInContext struct{}

// WithOrigin puts the origin of a request into its context; platform/web does.
func WithOrigin(ctx context.Context, o Origin) context.Context {
	return context.WithValue(ctx, originInContext{}, o)
}

// OriginFrom returns the origin of the request that ctx belongs to; the zero Origin for jobs and commands.
func OriginFrom(ctx context.Context) Origin {
	o, _ := ctx.Value(originInContext{}).(Origin)
	return o
}
