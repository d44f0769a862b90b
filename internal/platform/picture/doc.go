// Package picture takes in pictures of strangers: what one is, whether it is whole, and a small one made of it.
//
// Owns: telling a format by content (PNG, JPEG, WebP, GIF), the end of a picture (what stands behind it is refused), bounds that are
// checked before anything is decoded, and thumbnails.
//
// Does not own: where pictures lie (blob), what they show (capabilities).
//
// Invariants: no memory is asked for because of what a picture says of itself before that was held against the bounds; one picture is
// decoded at a time; a thumbnail is made anew, so nothing of the original but its look is in it.
package picture
