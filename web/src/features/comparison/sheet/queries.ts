import { api, ok } from '../../../lib/api'
import type { Line } from './lines'

/** Sets the items of these lines; what cannot be taken changes nothing and says why. At most 1,000 at a time. */
export const putLines = (company: string, lines: readonly Line[]) => ok(api.PUT('/api/companies/{company}/sheet', { params: { path: { company } }, body: { lines: [...lines] } }))
