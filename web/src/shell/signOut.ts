import { api } from '../lib/api'
import { queryClient } from '../lib/query'
import { forgetCompany } from './session'

const prefsKey = 'hub.prefs'

/** Ends the session here and leaves nothing of it behind. Language and theme belong to the device, and stay. */
export async function signOut() {
  const kept = localStorage.getItem(prefsKey)
  await api.DELETE('/api/session')
  queryClient.clear()
  forgetCompany()
  if (kept !== null) localStorage.setItem(prefsKey, kept)
  location.assign('/login')
}
