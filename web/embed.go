// Package web carries the built browser application inside the binary.
//
// Owns: the files under dist, as the build of this folder leaves them: index.html, hashed assets, icons, the service worker and,
// beside files that compress well, their ".br" and ".gz" copies.
//
// Does not own: HTTP, caching headers, the content security policy (platform/web), the contract (api).
package web

import (
	"embed"
	"io/fs"
)

// dist holds only a placeholder until the web side has been built, so that Go builds and tests need no Node.
//
//go:embed all:dist
var dist embed.FS

// FS returns the built application, rooted so that "index.html" is its first page. Without a web build it holds no index.html;
// whoever serves it says so in one clear sentence. The error is never anything but a broken build of this package.
func FS() (fs.FS, error) {
	return fs.Sub(dist, "dist")
}
