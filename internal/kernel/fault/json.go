package fault

import (
	"encoding/json"
	"fmt"
	"time"
)

// stored is how a fault is kept, so that a refusal can be answered again as it
// was. The web's problem+json is another thing and made by platform/web.
type stored struct {
	Kind       Kind          `json:"kind"`
	Code       string        `json:"code"`
	Text       string        `json:"text"`
	Fields     []Field       `json:"fields,omitempty"`
	RetryAfter time.Duration `json:"retry_after_ns,omitempty"`
}

// MarshalJSON writes kind, code, text, fields and retry, never the cause.
func (f *Fault) MarshalJSON() ([]byte, error) {
	return json.Marshal(stored{Kind: f.kind, Code: f.code, Text: f.text, Fields: f.fields, RetryAfter: f.retry})
}

// Decode reads what MarshalJSON wrote. The code need not be defined any more: an
// old refusal is answered as it was given. Anything else is an error.
func Decode(data []byte) (*Fault, error) {
	var s stored
	if err := json.Unmarshal(data, &s); err != nil {
		return nil, fmt.Errorf("fault: decode: %w", err)
	}
	f := &Fault{kind: s.Kind, code: s.Code, text: s.Text, fields: s.Fields, retry: s.RetryAfter}
	if err := f.check(); err != nil {
		return nil, err
	}
	return f, nil
}
