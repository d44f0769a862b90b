// Written by `npm run gen` from api/openapi/sso.yaml. Do not edit.
export interface paths {
    "/.well-known/openid-configuration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the provider can (OpenID Connect Discovery 1.0) */
        get: operations["getProvider"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/sso/clients": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** My company's clients */
        get: operations["listClients"];
        put?: never;
        /**
         * Register a client
         * @description It has no secret yet; the next call makes one (`…/secrets`).
         */
        post: operations["createClient"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/sso/clients/{client}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                client: components["parameters"]["ClientInPath"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** One client */
        get: operations["getClient"];
        put?: never;
        post?: never;
        /**
         * Delete a client
         * @description Ends every sign-in there at once. Its id is never given again.
         */
        delete: operations["deleteClient"];
        options?: never;
        head?: never;
        /**
         * Change a client
         * @description Switching it `off` ends every sign-in there at once. A scope that is taken away is missing from the next answer.
         */
        patch: operations["updateClient"];
        trace?: never;
    };
    "/api/companies/{company}/sso/clients/{client}/secrets": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                client: components["parameters"]["ClientInPath"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a new secret
         * @description Older secrets stay valid for the overlap that is chosen, 0 for not at all. The new one is shown here and nowhere else.
         */
        post: operations["rotateSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/sso/clients/{client}/sign-ins": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                client: components["parameters"]["ClientInPath"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** Who of which customer signed in at a client */
        get: operations["listClientSignIns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/operator/{company}/sso/keys": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** The provider's signing keys */
        get: operations["listProviderKeys"];
        put?: never;
        /**
         * Sign with the next key from now on
         * @description Happens by itself every thirty days. Nobody is signed out by it.
         */
        post: operations["rotateProviderKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sso/apps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Apps that I let in */
        get: operations["listApps"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sso/apps/{app}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take my consent back
         * @description Ends my sign-ins there for that company, in all sessions; the next sign-in there asks again.
         */
        delete: operations["revokeApp"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sso/authorize": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A browser comes from a client to sign in (OpenID Connect Core 1.0, 3.1.2)
         * @description Leads back to the client with `code` or `error`, always with `iss` (RFC 9207); or to a page of the hub, to sign in or to consent. A request that names no client of ours, or an address that is not registered, never leads to that address but to a page that says so.
         */
        get: operations["authorize"];
        put?: never;
        /** The same, sent as a form */
        post: operations["authorizeByForm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sso/end-session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A client signs the person out of the hub (OpenID Connect RP-Initiated Logout 1.0)
         * @description With the ID token of the present sign-in the hub session ends at once. Without one the person is asked. A hint that is not ours, or an address that is not registered, leads to a page that says so, and nothing ends.
         */
        get: operations["endSession"];
        put?: never;
        /** The same, sent as a form */
        post: operations["endSessionByForm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sso/introspect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A client asks what one of its own tokens is worth (RFC 7662) */
        post: operations["introspectToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sso/jwks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Public keys of ID tokens and logout tokens (RFC 7517)
         * @description The key that signs, the two that sign next, and those that signed before and may still be needed.
         */
        get: operations["getProviderKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sso/requests/{pending}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pending: components["parameters"]["RequestInPath"];
            };
            cookie?: never;
        };
        /**
         * A client's request that waits for my answer
         * @description The page /connect shows it. The first person who opens a request is the only one who can answer it; it lives an hour. With `again` the person has to sign in anew first; with `ready` nothing has to be asked, and the page answers `{"allow": true}` by itself.
         */
        get: operations["getRequest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sso/requests/{pending}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pending: components["parameters"]["RequestInPath"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer a client's request
         * @description Consent is remembered for this person, company, client and scopes. A request is answered once.
         */
        post: operations["decideRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sso/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A client gives a token back (RFC 7009)
         * @description A refresh token that is given back takes the tokens of its sign-in along.
         */
        post: operations["revokeToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sso/sign-ins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Apps that I am signed in at, by hub session
         * @description `session` is the id that /api/sessions lists.
         */
        get: operations["listSignIns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sso/sign-ins/{sign_in}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Sign out of one app
         * @description The app is told; the hub session goes on.
         */
        delete: operations["endSignIn"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sso/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A client trades a code or a refresh token for tokens (RFC 6749)
         * @description A code and a refresh token work once. One that comes again within ten seconds is refused and does no harm (a lost race); later it ends the sign-in, because somebody else holds a copy. A client that lost an answer sends the browser to authorize again, which asks nothing while the person is signed in at the hub.
         */
        post: operations["exchangeToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sso/userinfo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Claims about the person, with the client's access token */
        get: operations["getUserInfo"];
        put?: never;
        /** The same; the token may stand in the form */
        post: operations["postUserInfo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AddressClaim: {
            country?: string;
            formatted?: string;
        };
        App: {
            client: components["schemas"]["ClientName"];
            company: components["schemas"]["SupplierName"];
            /** Format: date-time */
            granted_at: string;
            id: components["schemas"]["AppID"];
            /** Format: date-time */
            last_used_at?: string;
            scopes: components["schemas"]["ClientScope"][];
            supplier: components["schemas"]["SupplierName"];
        };
        AppID: string;
        AppList: {
            items: components["schemas"]["App"][];
        };
        AppSignIn: {
            client: components["schemas"]["ClientName"];
            company: components["schemas"]["SupplierName"];
            /** Format: date-time */
            created_at: string;
            id: components["schemas"]["SignInID"];
            /** Format: date-time */
            last_used_at: string;
            session: components["schemas"]["SessionID"];
            supplier: components["schemas"]["SupplierName"];
        };
        /**
         * @description How the client shows who it is at the token endpoint. `none` is a public client, which has to use PKCE.
         * @enum {string}
         */
        AuthMethod: "client_secret_basic" | "client_secret_post" | "none";
        AuthorizeForm: {
            acr_values?: string;
            claims?: string;
            client_id?: string;
            code_challenge?: string;
            code_challenge_method?: string;
            display?: string;
            id_token_hint?: string;
            login_hint?: string;
            max_age?: string;
            nonce?: string;
            prompt?: string;
            redirect_uri?: string;
            response_type?: string;
            scope?: string;
            state?: string;
            ui_locales?: string;
        } & {
            [key: string]: unknown;
        };
        Client: {
            auth_method: components["schemas"]["AuthMethod"];
            back_channel_uri?: string;
            /** Format: date-time */
            created_at: string;
            home_uri?: string;
            id: components["schemas"]["ClientID"];
            /** Format: date-time */
            last_sign_in_at?: string;
            name: string;
            post_logout_uris: string[];
            redirect_uris: string[];
            refresh: boolean;
            scopes: components["schemas"]["ClientScope"][];
            /** @description Those that are valid now or will be; newest first. */
            secrets: components["schemas"]["SecretEntry"][];
            state: components["schemas"]["ClientState"];
            /** Format: date-time */
            updated_at: string;
        };
        ClientChange: {
            auth_method?: components["schemas"]["AuthMethod"];
            /** @description Empty for none. */
            back_channel_uri?: string;
            /** @description Empty for none. */
            home_uri?: string;
            name?: string;
            post_logout_uris?: components["schemas"]["ClientURI"][];
            redirect_uris?: components["schemas"]["ClientURI"][];
            refresh?: boolean;
            scopes?: components["schemas"]["ClientScope"][];
            state?: components["schemas"]["ClientState"];
        };
        /** @description Also the `client_id` of the protocol. */
        ClientID: string;
        ClientList: {
            items: components["schemas"]["Client"][];
        };
        ClientName: {
            home_uri?: string;
            id: components["schemas"]["ClientID"];
            name: string;
        };
        /**
         * @description profile is the person's name and language; email and phone the person's own; address the buyer company's; customer is the customer code, the company's name and the person's roles there; offline_access a refresh token.
         * @enum {string}
         */
        ClientScope: "openid" | "profile" | "email" | "phone" | "address" | "customer" | "offline_access";
        ClientSignIn: {
            /** Format: date-time */
            created_at: string;
            customer: components["schemas"]["SupplierName"];
            customer_code?: string;
            /** Format: date-time */
            ended_at?: string;
            id: components["schemas"]["SignInID"];
            /** Format: date-time */
            last_used_at: string;
            /** @description The name, when the person agreed to the scope profile. */
            person?: string;
        };
        ClientSignInList: {
            items: components["schemas"]["ClientSignIn"][];
            next?: string;
        };
        /** @enum {string} */
        ClientState: "on" | "off";
        ClientURI: string;
        /** @example com_06evk3q2b5vt8h0000000000a0 */
        CompanyID: string;
        ConnectCompany: {
            /** @description I agreed to this client and these scopes for this company before. */
            consented: boolean;
            customer_code?: string;
            id: components["schemas"]["CompanyID"];
            /** @description The company that I chose last time. */
            last?: boolean;
            /** @description The company may sign in there. */
            may: boolean;
            name: string;
            /**
             * @description Of my company and the supplier; `none` when nobody applied yet.
             * @enum {string}
             */
            relationship: "none" | "invited" | "applied" | "more_asked" | "approved" | "rejected" | "suspended" | "closed";
        };
        ConnectDecision: {
            allow: boolean;
            company?: components["schemas"]["CompanyID"];
        };
        ConnectRequest: {
            /** @description The client wants a fresh sign-in: lead to /login?to=/connect?request=… first. */
            again: boolean;
            client?: components["schemas"]["ClientName"];
            /** @description My buyer companies, those that may sign in first. None with `may` is true means that the client stays closed; the supplier's page in the directory is where to apply. */
            companies: components["schemas"]["ConnectCompany"][];
            /** Format: date-time */
            expires_at: string;
            id: components["schemas"]["RequestID"];
            /**
             * @description sign_out asks whether to sign out of the hub.
             * @enum {string}
             */
            kind: "sign_in" | "sign_out";
            login_hint?: string;
            /** @description Nothing has to be asked: consent stands and there is one company, or one chosen before. */
            ready: boolean;
            /** @description What the client asks for. */
            scopes: components["schemas"]["ClientScope"][];
            supplier?: components["schemas"]["SupplierName"];
        };
        EndSessionForm: {
            client_id?: string;
            id_token_hint?: string;
            logout_hint?: string;
            post_logout_redirect_uri?: string;
            state?: string;
            ui_locales?: string;
        } & {
            [key: string]: unknown;
        };
        GivenTokenForm: {
            client_id?: string;
            client_secret?: string;
            token?: string;
            token_type_hint?: string;
        } & {
            [key: string]: unknown;
        };
        Introspection: {
            active: boolean;
            client_id?: string;
            exp?: number;
            iat?: number;
            iss?: string;
            scope?: string;
            sub?: string;
            token_type?: string;
        };
        NewClient: {
            auth_method: components["schemas"]["AuthMethod"];
            back_channel_uri?: components["schemas"]["ClientURI"];
            home_uri?: components["schemas"]["ClientURI"];
            name: string;
            post_logout_uris?: components["schemas"]["ClientURI"][];
            /** @description Matched letter by letter. */
            redirect_uris: components["schemas"]["ClientURI"][];
            /** @description Whether it may have refresh tokens. */
            refresh?: boolean;
            /** @description What it may ask for; openid always. */
            scopes: components["schemas"]["ClientScope"][];
        };
        NewSecret: {
            /** Format: date-time */
            created_at: string;
            /**
             * Format: date-time
             * @description When older secrets end; none when there are none.
             */
            others_expire_at?: string;
            secret: string;
        };
        Onward: {
            /** @description An address of the client, or a path of the hub. Leave the page with it. */
            go_to: string;
        };
        /** @description RFC 9457 problem details. `code` is stable, `detail` is for people. */
        Problem: {
            /** @example hub.not_found */
            code: string;
            detail: string;
            fields?: components["schemas"]["ProblemField"][];
            request_id: string;
            status: number;
            title: string;
            /** @example urn:manifold:problem:hub.not_found */
            type: string;
        };
        ProblemField: {
            code: string;
            message: string;
            /** @description JSON pointer into the body or name of the parameter. */
            path: string;
        };
        ProtocolError: {
            /** @example invalid_grant */
            error: string;
            error_description?: string;
        };
        Provider: {
            acr_values_supported: string[];
            authorization_endpoint: string;
            authorization_response_iss_parameter_supported: boolean;
            backchannel_logout_session_supported: boolean;
            backchannel_logout_supported: boolean;
            claim_types_supported: string[];
            claims_parameter_supported: boolean;
            claims_supported: string[];
            code_challenge_methods_supported: string[];
            display_values_supported: string[];
            end_session_endpoint: string;
            frontchannel_logout_supported: boolean;
            grant_types_supported: string[];
            id_token_signing_alg_values_supported: string[];
            introspection_endpoint: string;
            introspection_endpoint_auth_methods_supported: string[];
            issuer: string;
            jwks_uri: string;
            prompt_values_supported: string[];
            request_parameter_supported: boolean;
            request_uri_parameter_supported: boolean;
            require_request_uri_registration: boolean;
            response_modes_supported: string[];
            response_types_supported: string[];
            revocation_endpoint: string;
            revocation_endpoint_auth_methods_supported: string[];
            scopes_supported: string[];
            subject_types_supported: string[];
            token_endpoint: string;
            token_endpoint_auth_methods_supported: string[];
            ui_locales_supported: string[];
            userinfo_endpoint: string;
        };
        ProviderKey: {
            /** @enum {string} */
            alg: "RS256";
            e: string;
            kid: string;
            /** @enum {string} */
            kty: "RSA";
            n: string;
            /** @enum {string} */
            use: "sig";
        };
        ProviderKeySet: {
            keys: components["schemas"]["ProviderKey"][];
        };
        /** @description Opaque. */
        RequestID: string;
        SecretEntry: {
            /** Format: date-time */
            created_at: string;
            /**
             * Format: date-time
             * @description When its overlap ends; none for the newest.
             */
            expires_at?: string;
        };
        SecretRotation: {
            /** @description How long older secrets stay valid. */
            overlap_hours: number;
        };
        SessionID: string;
        SigningKey: {
            /** Format: date-time */
            created_at: string;
            kid: string;
            /** Format: date-time */
            retires_at: string;
            /** @enum {string} */
            use: "next" | "current" | "former";
        };
        SigningKeyList: {
            items: components["schemas"]["SigningKey"][];
        };
        SignInID: string;
        SignInList: {
            items: components["schemas"]["AppSignIn"][];
        };
        SupplierName: {
            id: components["schemas"]["CompanyID"];
            name: string;
        };
        TokenForm: {
            client_id?: string;
            client_secret?: string;
            code?: string;
            code_verifier?: string;
            grant_type?: string;
            redirect_uri?: string;
            refresh_token?: string;
            scope?: string;
        } & {
            [key: string]: unknown;
        };
        Tokens: {
            access_token: string;
            /** @description Seconds. */
            expires_in: number;
            id_token?: string;
            refresh_token?: string;
            scope: string;
            token_type: string;
        };
        UserInfo: {
            address?: components["schemas"]["AddressClaim"];
            customer_code?: string;
            /** @description The buyer company, under this supplier only. */
            customer_id?: string;
            customer_name?: string;
            customer_roles?: string[];
            email?: string;
            email_verified?: boolean;
            locale?: string;
            name?: string;
            phone_number?: string;
            phone_number_verified?: boolean;
            /** @description The person, under this supplier only. */
            sub: string;
            updated_at?: number;
        } & {
            [key: string]: unknown;
        };
        UserInfoForm: {
            access_token?: string;
        } & {
            [key: string]: unknown;
        };
    };
    responses: {
        /** @description The client. */
        ClientAnswer: {
            headers: {
                ETag?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Client"];
            };
        };
        /** @description Where the browser goes now. */
        Elsewhere: {
            headers: {
                Location: string;
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description What is wrong and what to do. */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description What is wrong, in the words of RFC 6749 and RFC 6750. */
        ProtocolRefusal: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ProtocolError"];
            };
        };
        /** @description The claims that the person agreed to. */
        UserInfoAnswer: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["UserInfo"];
            };
        };
    };
    parameters: {
        /** @description Cursor of the page before, from its `next`. */
        After: string;
        ClientInPath: components["schemas"]["ClientID"];
        /** @description The company that acts. */
        Company: components["schemas"]["CompanyID"];
        /** @description A value of the client's own (a UUID is good). The same key with the same request answers what the first one answered and does nothing again; with another request it is refused. Kept for 24 hours. */
        IdempotencyKey: string;
        /** @description The ETag that was read. A resource that has changed since answers 412 and stays as it is. */
        IfMatch: string;
        /** @description How many entries to answer with. Default 50. */
        Limit: number;
        RequestInPath: components["schemas"]["RequestID"];
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getProvider: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The provider. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Provider"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listClients: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClientList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createClient: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of the client's own (a UUID is good). The same key with the same request answers what the first one answered and does nothing again; with another request it is refused. Kept for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewClient"];
            };
        };
        responses: {
            201: components["responses"]["ClientAnswer"];
            default: components["responses"]["Problem"];
        };
    };
    getClient: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                client: components["parameters"]["ClientInPath"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["ClientAnswer"];
            default: components["responses"]["Problem"];
        };
    };
    deleteClient: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                client: components["parameters"]["ClientInPath"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    updateClient: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read. A resource that has changed since answers 412 and stays as it is. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                client: components["parameters"]["ClientInPath"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClientChange"];
            };
        };
        responses: {
            200: components["responses"]["ClientAnswer"];
            default: components["responses"]["Problem"];
        };
    };
    rotateSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                client: components["parameters"]["ClientInPath"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecretRotation"];
            };
        };
        responses: {
            /** @description The secret. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewSecret"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listClientSignIns: {
        parameters: {
            query?: {
                /** @description Cursor of the page before, from its `next`. */
                after?: components["parameters"]["After"];
                /** @description How many entries to answer with. Default 50. */
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path: {
                client: components["parameters"]["ClientInPath"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Newest sign-in first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClientSignInList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listProviderKeys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SigningKeyList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    rotateProviderKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The keys now. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SigningKeyList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listApps: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Newest consent first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    revokeApp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                app: components["schemas"]["AppID"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    authorize: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            303: components["responses"]["Elsewhere"];
            default: components["responses"]["Problem"];
        };
    };
    authorizeByForm: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["AuthorizeForm"];
            };
        };
        responses: {
            303: components["responses"]["Elsewhere"];
            default: components["responses"]["Problem"];
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            303: components["responses"]["Elsewhere"];
            default: components["responses"]["Problem"];
        };
    };
    endSessionByForm: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["EndSessionForm"];
            };
        };
        responses: {
            303: components["responses"]["Elsewhere"];
            default: components["responses"]["Problem"];
        };
    };
    introspectToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["GivenTokenForm"];
            };
        };
        responses: {
            /** @description What it is worth now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Introspection"];
                };
            };
            400: components["responses"]["ProtocolRefusal"];
            401: components["responses"]["ProtocolRefusal"];
            default: components["responses"]["Problem"];
        };
    };
    getProviderKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The keys. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProviderKeySet"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pending: components["parameters"]["RequestInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectRequest"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    decideRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pending: components["parameters"]["RequestInPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConnectDecision"];
            };
        };
        responses: {
            /** @description Where the browser goes now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Onward"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    revokeToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["GivenTokenForm"];
            };
        };
        responses: {
            /** @description The token is worth nothing now, whether it was ours or not. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ProtocolRefusal"];
            401: components["responses"]["ProtocolRefusal"];
            default: components["responses"]["Problem"];
        };
    };
    listSignIns: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Newest use first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    endSignIn: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sign_in: components["schemas"]["SignInID"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    exchangeToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["TokenForm"];
            };
        };
        responses: {
            /** @description The tokens. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"];
                };
            };
            400: components["responses"]["ProtocolRefusal"];
            401: components["responses"]["ProtocolRefusal"];
            default: components["responses"]["Problem"];
        };
    };
    getUserInfo: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["UserInfoAnswer"];
            401: components["responses"]["ProtocolRefusal"];
            default: components["responses"]["Problem"];
        };
    };
    postUserInfo: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["UserInfoForm"];
            };
        };
        responses: {
            200: components["responses"]["UserInfoAnswer"];
            401: components["responses"]["ProtocolRefusal"];
            default: components["responses"]["Problem"];
        };
    };
}
