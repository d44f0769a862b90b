package audit

import "context"

// Origin is where a request came from.
type Origin struct {
	IP        string `json:"ip,omitempty"`      // of the client, as far as it is known behind proxies
	Agent     string `json:"agent,omitempty"`   // its User-Agent header
	RequestID string `json:"request,omitempty"` // the hub's own name of the request
	Country   string `json:"-"`                 // ISO 3166-1, where a trusted proxy tells it; not kept in the trail
}

type originInContext struct{}

// WithOrigin puts the origin of a request into its context. Write seals it into each entry.
func WithOrigin(ctx context.Context, o Origin) context.Context {
	return context.WithValue(ctx, originInContext{}, o)
}

// OriginFrom returns the origin of the request; the zero Origin outside of one.
func OriginFrom(ctx context.Context) Origin {
	o, _ := ctx.Value(originInContext{}).(Origin)
	return o
}
