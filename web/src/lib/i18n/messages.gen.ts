// Written by `npm run gen` from the English catalogue. Do not edit.
export type Messages = {
  "app": {
    "name": "Manifold",
    "skip": "Skip to the content",
    "offline": "Offline. Changes stay on this device until the network is back.",
    "update": "A new version is ready.",
    "updateDo": "Use it now",
    "home": "Home"
  },
  "prefs": {
    "title": "Display",
    "language": "Language",
    "theme": "Theme",
    "light": "Light",
    "dark": "Dark",
    "density": "Density",
    "comfortable": "Comfortable",
    "compact": "Compact",
    "touch": "Touch",
    "bigger": "Bigger text"
  },
  "page": {
    "notFound": "There is nothing here",
    "notFoundText": "The address may be old or mistyped, or the page belongs to a company you do not work for.",
    "broken": "This page stopped working",
    "brokenText": "What you had saved is safe. Loading it again usually helps.",
    "reload": "Load again",
    "offline": "You are offline",
    "offlineText": "This page has not been opened on this device before. It will load as soon as the network is back."
  },
  "ui": {
    "optional": "optional",
    "undo": "Undo",
    "close": "Close",
    "cancel": "Cancel",
    "retry": "Try again",
    "loading": "Loading",
    "notices": "Notices",
    "stepper": {
      "less": "Less {what}",
      "more": "More {what}"
    },
    "combobox": {
      "open": "Show all",
      "none": "Nothing fits",
      "searching": "Searching…"
    },
    "date": {
      "form": "YYYY-MM-DD",
      "open": "Choose a day",
      "previousMonth": "Previous month",
      "nextMonth": "Next month"
    },
    "table": {
      "selectAll": "Select all",
      "select": "Select {row}"
    },
    "list": {
      "shown": "{shown, plural, one {# entry} other {# entries}}",
      "shownOf": "{shown, number} of {total, number}",
      "more": "Show more"
    },
    "file": {
      "refused": "Not taken, wrong kind or too large: {names}"
    },
    "copy": {
      "do": "Copy",
      "done": "Copied"
    },
    "error": {
      "unknown": "Something went wrong on our side."
    }
  },
  "fault": {
    "hub": {
      "unreachable": "The hub cannot be reached. Check the network; nothing is lost.",
      "page_broken": "This page made a mistake of its own. Load it again.",
      "unexpected": "Something went wrong on our side. Nothing was changed; try again.",
      "not_found": "It does not exist, or it is not yours to see.",
      "unauthenticated": "Sign in to go on.",
      "forbidden": "Your role does not allow this. An owner or admin can change that.",
      "unavailable": "The hub is busy for a moment. Try again shortly.",
      "too_many": "Too many tries. Wait a little.",
      "stale": "Somebody changed this in the meantime. Look at the new version first.",
      "malformed": "The request cannot be read. Load the page again.",
      "unknown_field": "This page is older than the hub. Load it again.",
      "bad_cursor": "This place in the list is gone. Start again from the first page.",
      "invalid": "Some of the input is not right. It is marked below.",
      "idempotency_mismatch": "This was sent before with other content. Load the page again.",
      "csrf": "The request did not come from a page of this site. Load the page again.",
      "method_not_allowed": "This is not possible here.",
      "conflict": "This is not possible in the present state. Look at it again.",
      "precondition_required": "This page is older than the hub. Load it again.",
      "too_large": "That is too large to take.",
      "unsupported_media": "This kind of file or content is not accepted here."
    }
  },
  "hub": {
    "landing": {
      "title": "All your suppliers, one order",
      "lead": "Compare what your suppliers offer you, ask the ones without a price, order from all of them at once and agree the month with each.",
      "buyers": "For buyers",
      "buyersText": "One list, every supplier's own price for you, one purchase. Ordering again takes less time than a phone call.",
      "suppliers": "For suppliers",
      "suppliersText": "Your prices are walled off: a competitor never sees them, a customer sees only what you disclose.",
      "both": "For both",
      "bothText": "Orders, deliveries, returns and statements are the same on both sides, with the same number."
    },
    "display": {
      "title": "Display"
    }
  }
}
