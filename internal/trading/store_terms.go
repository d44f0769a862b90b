package trading

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"

	"manifold/internal/kernel/money"
)

// termsJSON is how terms lie in the database; fields that are not given are left out, so that SQL merges levels with ||.
type termsJSON struct {
	Payment         string        `json:"payment,omitempty"`
	PaymentDays     *int          `json:"payment_days,omitempty"`
	Currency        string        `json:"currency,omitempty"`
	Incoterm        string        `json:"incoterm,omitempty"`
	DeliveryPlace   string        `json:"delivery_place,omitempty"`
	MinimumOrder    *money.Amount `json:"minimum_order,omitempty"`
	FreeFreightFrom *money.Amount `json:"free_freight_from,omitempty"`
	Note            string        `json:"note,omitempty"`
}

// Value writes the terms as jsonb.
func (t termsJSON) Value() (driver.Value, error) {
	text, err := json.Marshal(t)
	return string(text), err
}

// Scan reads jsonb.
func (t *termsJSON) Scan(src any) error { return scanJSON(src, t) }

// scanJSON reads a jsonb column; NULL leaves dest as it is.
func scanJSON(src, dest any) error {
	switch v := src.(type) {
	case nil:
		return nil
	case []byte:
		return json.Unmarshal(v, dest)
	case string:
		return json.Unmarshal([]byte(v), dest)
	}
	return fmt.Errorf("trading: cannot scan %T as JSON", src)
}
