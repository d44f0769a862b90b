-- What comparing needs beyond its first form, in parts: promises across suppliers, reading across in fewer statements, the price book.

-- Promises.

-- Reading across.

-- The price book.
