import { queryOptions } from '@tanstack/react-query'
import type { components } from '../../../api/sso.gen'
import { api, ok } from '../../../lib/api'

export type App = components['schemas']['App']
export type AppSignIn = components['schemas']['AppSignIn']

export const appsQuery = queryOptions({ queryKey: ['apps', 'consents'], queryFn: ({ signal }) => ok(api.GET('/api/sso/apps', { signal })) })
export const signInsQuery = queryOptions({ queryKey: ['apps', 'sign-ins'], queryFn: ({ signal }) => ok(api.GET('/api/sso/sign-ins', { signal })) })
