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
      "unsupported_media": "This kind of file or content is not accepted here.",
      "company_suspended": "This company is suspended; it can be looked at, not changed. The operator of the hub can say why."
    },
    "identity": {
      "wrong_login": "Name or password is not right.",
      "too_many_tries": "Too many tries. Wait, or use “Forgot password”.",
      "too_many_mails": "Several messages were sent already. Look into the mailbox first.",
      "busy": "Many people are signing in right now. Try again in a moment.",
      "link_over": "This link is used up or has run out. Ask for a new one.",
      "refresh_raced": "Your session was just refreshed elsewhere. Try again.",
      "session_over": "Your session is over. Sign in again.",
      "session_reused": "Your session was ended because its key turned up twice. Sign in again, and change your password if that was not you.",
      "wrong_code": "This code is not right, or it has run out.",
      "phone_taken": "This number cannot be used.",
      "password_needed": "Give your password to accept.",
      "role_not_here": "This role does not exist in a company of this kind.",
      "last_owner": "A company needs an owner. Make somebody else an owner first.",
      "owners_only": "Only an owner can make or unmake an owner.",
      "seat_exists": "This person works here already.",
      "part_stays": "This can be added, not taken away: orders and prices hang on it.",
      "logo_format": "A logo is a PNG, JPEG or WebP picture of at most 4,096 × 4,096 pixels.",
      "own_company": "The operator's own company stays open."
    },
    "blob": {
      "full": "There is no space left for files. Nothing was saved; the operator of the hub has to make room.",
      "exists": "This file was already saved.",
      "damaged": "This file is damaged in storage."
    },
    "job": {
      "already_ended": "This job has ended already.",
      "no_result": "This job has no file."
    },
    "field": {
      "required": "This is needed.",
      "email": "This is no e-mail address. It looks like name@example.com.",
      "login": "Give an e-mail address or a phone number.",
      "phone": "Give the number with its country: +86 138 0000 0000.",
      "name": "Give a name.",
      "country": "Choose a country or region.",
      "part": "Choose at least one.",
      "website": "Give an address like www.example.com.",
      "role": "This role does not exist in a company of this kind.",
      "seat_exists": "This person works here already.",
      "code": "This code is not right, or it has run out.",
      "password_short": "At least 8 characters.",
      "password_long": "At most 128 characters.",
      "password_leaked": "This password is known from leaks and is tried first. Choose another one.",
      "password_wrong": "This is not your present password.",
      "wrong_form": "This does not have the right form.",
      "wrong_type": "This is not of the right kind.",
      "not_one_of": "This is none of the choices.",
      "too_short": "This is too short.",
      "too_long": "This is too long.",
      "too_few": "More are needed here.",
      "too_many": "These are too many.",
      "too_small": "This number is too small.",
      "too_large": "This number is too large.",
      "out_of_range": "This number is out of range.",
      "duplicate": "This stands twice.",
      "unknown": "This is not known here.",
      "more": "There is more that is not right.",
      "json": "This cannot be read."
    }
  },
  "hub": {
    "landing": {
      "title": "All your suppliers, one order",
      "lead": "Paste your list. See what each supplier offers you, ask the ones without a price, order from all of them at once.",
      "signUp": "Sign up",
      "signIn": "Sign in",
      "buyers": "For shops and dealers",
      "buyersText": "One sign-in for all suppliers. Paste a list and compare, ask all at once, order from each in one go.",
      "suppliers": "For suppliers",
      "suppliersText": "Your prices stay yours. A competitor never sees them; each customer sees only what you show it.",
      "brands": "For brands",
      "brandsText": "Be seen where people order: in a slot of its own, labelled as an ad. It never changes the order of prices."
    },
    "ledger": {
      "caption": "Example of a comparison: one list, three suppliers, the best price of each line is marked.",
      "title": "Weekly restock",
      "example": "Example",
      "item": "Product",
      "supplier": "Supplier {letter}",
      "water": "Mineral water 550 ml × 24",
      "cola": "Cola 330 ml × 24",
      "noodles": "Instant noodles × 24",
      "paper": "Tissue paper × 10",
      "best": "best",
      "ask": "Ask",
      "total": "Together",
      "place": "Place 2 orders",
      "ad": "Sponsored",
      "adText": "Brands stand here, outside the prices."
    },
    "display": {
      "title": "Display"
    },
    "mailbox": {
      "title": "Mailbox of this trial",
      "note": "Nothing here leaves the hub. Real mail is sent once the operator sets up a mail server.",
      "filter": "To",
      "filterHint": "Part of an address or number",
      "list": "Messages",
      "mail": "Mail",
      "sms": "SMS",
      "empty": "Nothing has been sent yet. It appears here by itself.",
      "emptyFor": "Nothing has been sent to {to} yet. It appears here by itself.",
      "all": "Show all",
      "pick": "Choose a message.",
      "gone": "This message is no longer kept; the mailbox holds the last 500.",
      "back": "Back to the list",
      "to": "to {to}",
      "content": "Content of the message",
      "stale": "The hub cannot be reached right now; this is what it said last.",
      "signUp": "Sign up"
    }
  },
  "identity": {
    "form": {
      "wrong": "{count, plural, one {# field needs you} other {# fields need you}}",
      "waitSeconds": "Try again in {seconds, plural, one {# second} other {# seconds}}.",
      "waitUntil": "Try again after {time}, in about {minutes, plural, one {# minute} other {# minutes}}."
    },
    "password": {
      "label": "Password",
      "fresh": "New password",
      "show": "Show",
      "hide": "Hide",
      "showWhat": "Show the password",
      "hideWhat": "Hide the password",
      "rule": "8 characters or more. A few words you remember are better than signs you forget.",
      "short": "{left, plural, one {# character} other {# characters}} to go",
      "allowed": "Allowed. 15 characters or more are much harder to guess.",
      "good": "Good length",
      "tooLong": "At most 128 characters"
    },
    "email": "E-mail",
    "name": "Your name",
    "login": {
      "title": "Sign in",
      "lead": "One sign-in for all your suppliers and customers.",
      "login": "E-mail or phone",
      "submit": "Sign in",
      "forgot": "Forgot password?",
      "new": "No account yet?",
      "signUp": "Sign up"
    },
    "signUp": {
      "title": "Sign up",
      "lead": "For your company. Colleagues can be invited afterwards.",
      "company": "Company name",
      "companyHint": "As on your business licence or your shop sign.",
      "emailHint": "A link goes there; you sign in with it.",
      "country": "Country or region",
      "countryFind": "Type to find",
      "parts": "What does your company do?",
      "partsHint": "Choose all that fit. More can be added later.",
      "buyer": "We buy",
      "buyerText": "Compare, ask and order at suppliers",
      "supplier": "We sell",
      "supplierText": "Quote and take orders from shops and dealers",
      "brand": "We have brands",
      "brandText": "Show them, labelled, where people order",
      "submit": "Send me the link",
      "known": "Have an account?",
      "signIn": "Sign in"
    },
    "sent": {
      "title": "Look into your mailbox",
      "signUp": "A link is on its way to <to></to>. Open it, choose a password, done. It is good for 48 hours.",
      "forgot": "If <to></to> has an account here, a link is on its way to its mailbox. It is good for one hour.",
      "nothing": "Nothing there? Look into the spam folder, or send it again.",
      "again": "Send again",
      "againIn": "Send again in {seconds} s",
      "done": "Sent again.",
      "change": "Change the address",
      "mailbox": "Open the mailbox of this trial",
      "mailboxText": "This hub sends no real mail. What it would send can be read here:"
    },
    "welcome": {
      "title": "Choose a password",
      "lead": "Hello {name}, this opens {company}.",
      "submit": "Open {company}",
      "submitShort": "Open the account"
    },
    "forgot": {
      "title": "Forgot password",
      "lead": "Give your e-mail or phone. A link to choose a new password goes to your mailbox.",
      "submit": "Send me the link",
      "back": "Back to sign in"
    },
    "reset": {
      "title": "Choose a new password",
      "lead": "Other devices are signed out then.",
      "submit": "Save and sign in"
    },
    "invitation": {
      "title": "Join {company}",
      "lead": "{from} invites you to work for {company}.",
      "account": "You have an account with {email}. Its password is enough.",
      "signedIn": "You are signed in as {name}.",
      "other": "You are signed in as {name}. The invitation is for {email}; accepting it signs you in there.",
      "accept": "Accept",
      "decline": "Don't know them? Just close this page; nothing happens."
    },
    "link": {
      "over": "This link does not work any more",
      "welcome": "Sign-up links work once and for 48 hours. If you chose a password already, sign in. Otherwise sign up again.",
      "reset": "Links for a new password work once and for one hour. Ask for a new one.",
      "invitation": "Invitations work once and for 14 days, and a newer one replaces the older. Ask your colleague for a new one.",
      "again": "Sign up again",
      "newLink": "Ask for a new link",
      "signIn": "Sign in"
    },
    "secure": {
      "title": "Signing in needs https",
      "text": "This page was opened over plain http, where passwords could be read on the way. The browser keeps no sign-in here.",
      "open": "Open it over https",
      "operator": "Does that not work? The operator of this hub has to set up https."
    }
  }
}
