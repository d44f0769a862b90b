// Package sso makes the hub an OpenID Provider.
package sso
