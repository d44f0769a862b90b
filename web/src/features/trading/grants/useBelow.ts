import { useInfiniteQuery } from '@tanstack/react-query'
import { useNow } from '../../../lib/useNow'
import type { Disclosed } from '../disclosureInWords'
import { grantPages, type Grant } from '../supplierQueries'
import { over, usual, type GrantDraft } from './draft'

/** What the levels under a customer's own grant say: the default, and over it the grant of the group, if there is one. Null while it is not known. */
export function useBelow(company: string, group: string): Disclosed | null {
  const { data } = useInfiniteQuery(grantPages(company, ''))
  const now = useNow()
  const first = data?.pages[0]
  if (!first) return null
  const base = over(usual, draftOf(first.default), now)
  const own = first.groups.find((g) => g.group?.id === group)
  return own ? over(base, draftOf(own), now) : base
}

/** A grant as it is edited. */
export const draftOf = (grant: Grant): GrantDraft => grant.grant as GrantDraft
