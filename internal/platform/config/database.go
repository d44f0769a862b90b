package config

import (
	"encoding/base64"

	"manifold/tenants"
)

// Database is how the hub enters its database: the passwords of its logins and the key of its scopes follow from the secret.
func (c *Config) Database() tenants.Config {
	return tenants.Config{
		URL: c.DatabaseURL,
		Password: func(l tenants.Login) string {
			return base64.RawURLEncoding.EncodeToString(c.Derive("database login "+string(l), 24))
		},
		ScopeKey: c.Derive("scope", 32),
	}
}
