package tenants

import "strings"

var literally = strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`)

// Containing is a pattern for LIKE and ILIKE: texts that contain this one, with its own % and _ taken literally and spaces around it left out.
func Containing(text string) string {
	return "%" + literally.Replace(strings.TrimSpace(text)) + "%"
}
