// The deeds that have words in both languages. What is not here is shown as its code.
export const actions = [
  'identity.company_founded', 'identity.company_changed', 'identity.company_suspended', 'identity.company_open',
  'identity.invited', 'identity.invitation_resent', 'identity.invitation_revoked', 'identity.seat_taken', 'identity.seat_changed', 'identity.seat_removed',
  'identity.person_joined', 'identity.person_changed', 'identity.phone_confirmed', 'identity.phone_removed',
  'identity.signed_in', 'identity.sign_in_failed', 'identity.signed_out', 'identity.session_revoked', 'identity.sessions_revoked', 'identity.session_reused',
  'identity.password_changed', 'identity.reset_requested', 'identity.password_reset', 'audit.exported',
] as const

export type Action = (typeof actions)[number]

/** Those that stand in the trail of a company; the rest stand in that of a person. */
export const companyActions = actions.filter((a) => /company|invit|seat|audit/.test(a))

/** The key of the words for an action, which have no dots in it; null for one without words. */
export const wordsOf = (action: string) => (actions.includes(action as Action) ? (action.replace('.', '_') as never) : null)
