import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { needsQuery, type Draft, type Needs } from './queries'

/** Who has to approve what stands on the screen; undefined while nobody knows. */
export function useNeeds(company: string, asked: Draft | null): Needs | undefined {
  return useQuery({ ...needsQuery(company, asked), placeholderData: keepPreviousData }).data
}
