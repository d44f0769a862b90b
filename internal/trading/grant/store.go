package grant

import (
	"encoding/json"
	"fmt"
)

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
	return fmt.Errorf("grant: cannot scan %T as JSON", src)
}
