import type { StatusKind } from '../../../ui/Marks'
import type { ChangeState } from '../queries'

export const changeStates = ['draft', 'scheduled', 'published', 'rolled_back', 'cancelled'] as const satisfies readonly ChangeState[]
export const dots: Record<ChangeState, StatusKind> = { draft: 'warn', scheduled: 'waiting', published: 'done', rolled_back: 'off', cancelled: 'off' }
