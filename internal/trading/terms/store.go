package terms

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

// Column is how a row holds terms.
type Column Terms

// MarshalJSON writes the terms as the database has them.
func (c Column) MarshalJSON() ([]byte, error) { return json.Marshal(termsJSON(c)) }

// Value writes the terms as jsonb.
func (c Column) Value() (driver.Value, error) {
	text, err := json.Marshal(c)
	return string(text), err
}

// Scan reads jsonb; NULL leaves the terms as they are.
func (c *Column) Scan(src any) error { return scanJSON(src, (*termsJSON)(c)) }

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
