// Package media is the pictures and documents of items.
//
// Owns: what is taken in (by content, within bounds), the small pictures made of it, its order and words, and who may open it: its supplier,
// and a buyer that sees the item; removed ones for thirty days, and how an act is undone.
//
// Does not own: decoding and its bounds (platform/picture), calls to other servers (platform/egress), where files lie (platform/blob),
// items and their history (catalog; History here is how it is told).
//
// Invariants: a file is told by what is in it, never by its name; a picture ends where it ends; nothing is decoded before its size was
// judged; a small picture is made anew, so no data about place or person is in it. A buyer opens files through the scope of the pair alone,
// joined to the item that the grant lets it see, and documents where the grant shows documents.
//
// The times: added_at is that of the transaction.
package media
