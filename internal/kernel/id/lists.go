package id

// CompareList is a list of what a buyer compares.
type CompareList struct{}

// Prefix returns "lst".
func (CompareList) Prefix() string { return "lst" }

// CompareListID names a CompareList.
type CompareListID = ID[CompareList]
