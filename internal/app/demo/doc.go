// Package demo fills a hub with companies and persons to look around with, and plays the main job against a running hub.
//
// Owns: who is in the demo, and the table of who logs in as what.
//
// Does not own: any data of its own making beside persons, buyers and costs; suppliers carry names of real sellers (sellers.csv).
//
// Invariants: loading again changes nothing and loses nothing; everything goes through the same services as people's own deeds.
package demo
