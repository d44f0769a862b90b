package comparison

import (
	"strings"

	"manifold/internal/kernel/id"
	"manifold/tenants"
)

// numbered answers the items of a supplier, of those that the scope sees, that one of the numbers names: as the supplier's own or as a barcode.
func numbered(tx *tenants.Tx, supplier id.CompanyID, numbers []string) ([]id.ItemID, error) {
	var codes []string
	for _, number := range numbers {
		codes = append(codes, barcodes(barcode(number))...)
	}
	var items []id.ItemID
	return items, tx.Gorm().Raw(`
SELECT i.id FROM catalog_item i WHERE i.tenant_id = ? AND i.sku = ANY (?::text[])
UNION
SELECT i.id FROM catalog_item i WHERE i.tenant_id = ? AND i.gtin <> '' AND i.gtin = ANY (?::text[])
ORDER BY 1`, supplier, tenants.TextArray(append([]string{}, numbers...)), supplier, tenants.TextArray(append([]string{}, codes...))).Scan(&items).Error
}

// barcodes are the forms in which a barcode may stand in a catalogue, with and without leading zeros.
func barcodes(code string) []string {
	var out []string
	for _, length := range []int{8, 12, 13, 14} {
		if short, cut := strings.CutPrefix(code, strings.Repeat("0", longBarcode-length)); cut && code != "" {
			out = append(out, short)
		}
	}
	return out
}

// mostVariants bounds a family; further ones are found in the supplier's offers.
const mostVariants = 60

// familyOf answers items of a family of a supplier, of those that the scope sees, by number.
func familyOf(tx *tenants.Tx, supplier id.CompanyID, family string) ([]id.ItemID, error) {
	var items []id.ItemID
	return items, tx.Gorm().Raw("SELECT i.id FROM catalog_item i WHERE i.tenant_id = ? AND i.family = ? AND i.family <> '' ORDER BY i.sku LIMIT ?", supplier, family, mostVariants).Scan(&items).Error
}
