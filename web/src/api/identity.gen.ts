// Written by `npm run gen` from api/openapi/identity.yaml. Do not edit.
export interface paths {
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Public keys of the access tokens (RFC 7517) */
        get: operations["getKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open one more company of mine */
        post: operations["createCompany"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** My company */
        get: operations["getCompany"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change my company */
        patch: operations["updateCompany"];
        trace?: never;
    };
    "/api/companies/{company}/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** Invitations that wait for an answer */
        get: operations["listInvitations"];
        put?: never;
        /** Invite a colleague */
        post: operations["inviteColleague"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/invitations/{invitation}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                invitation: components["schemas"]["InvitationID"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take an invitation back */
        delete: operations["revokeInvitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/invitations/{invitation}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                invitation: components["schemas"]["InvitationID"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send the invitation again
         * @description With a new link; the old one ends.
         */
        post: operations["resendInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/logo": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** The logo */
        get: operations["getCompanyLogo"];
        /**
         * Set the logo
         * @description PNG, JPEG or WebP, at most 2 MiB, at most 4,096 × 4,096 pixels. The body is streamed.
         */
        put: operations["putCompanyLogo"];
        post?: never;
        /** Take the logo away */
        delete: operations["deleteCompanyLogo"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/seats": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** Who works for my company here */
        get: operations["listSeats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/seats/{seat}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                seat: components["schemas"]["SeatID"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take somebody out of the company
         * @description Works at once, also for tokens that are out.
         */
        delete: operations["removeSeat"];
        options?: never;
        head?: never;
        /**
         * Change somebody's roles
         * @description The last owner stays one. Only an owner makes or unmakes an owner.
         */
        patch: operations["updateSeat"];
        trace?: never;
    };
    "/api/invitations/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept an invitation and sign in
         * @description Somebody without an account gives a name and chooses a password. Somebody with one gives its password, or is signed in as that person.
         */
        post: operations["acceptInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invitations/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What an invitation link stands for */
        post: operations["previewInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change my name or language */
        patch: operations["updateMe"];
        trace?: never;
    };
    "/api/me/phone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a code to a phone number that shall be mine */
        post: operations["addPhone"];
        /** Take my phone number out */
        delete: operations["removePhone"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/phone/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm the phone number with the code */
        post: operations["confirmPhone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/operator/{company}/tenants": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** All companies of the hub */
        get: operations["listTenants"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/operator/{company}/tenants/{tenant}/state": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                tenant: components["schemas"]["CompanyID"];
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Suspend or reopen a company
         * @description The reason is shown to a suspended company and stands in both audit trails. Suspending needs one.
         */
        put: operations["setTenantState"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change my password
         * @description Signs out all other sessions.
         */
        put: operations["changePassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/password/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a link to choose a new password */
        post: operations["requestPasswordReset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/password/reset/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Choose a new password with the link
         * @description Signs out all sessions of the account.
         */
        post: operations["confirmPasswordReset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in, with seats and permissions */
        get: operations["getSession"];
        put?: never;
        /** Sign in with e-mail address or phone number and password */
        post: operations["signIn"];
        /** Sign out here */
        delete: operations["signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Trade the refresh token for new tokens
         * @description Each refresh token works once; using one again ends every session that came from it.
         */
        post: operations["refreshSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where I am signed in */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        /** Sign out everywhere else */
        delete: operations["revokeOtherSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{session}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sign out one session */
        delete: operations["revokeSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/signup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for an account and a company
         * @description Sends a mail with a link. The answer is the same whether the address is known or not.
         */
        post: operations["signUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/signup/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm the address, choose the password, sign in */
        post: operations["confirmSignUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/signup/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a sign-up link stands for */
        post: operations["previewSignUp"];
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
        AcceptInvitation: {
            locale?: components["schemas"]["Locale"];
            name?: components["schemas"]["PersonName"];
            password?: components["schemas"]["Password"];
            token: components["schemas"]["Token"];
            transport?: components["schemas"]["Transport"];
        };
        ChangePassword: {
            current: components["schemas"]["Password"];
            new: components["schemas"]["Password"];
        };
        Company: {
            address?: string;
            country: string;
            /** Format: date-time */
            created_at: string;
            id: components["schemas"]["CompanyID"];
            /** @description Address of the logo. It changes with each upload. */
            logo?: string;
            name: string;
            parts: components["schemas"]["Part"][];
            phone?: string;
            state: components["schemas"]["CompanyState"];
            state_reason?: string;
            /** Format: date-time */
            updated_at: string;
            website?: string;
        };
        /** @example com_06evk3q2b5vt8h0000000000a0 */
        CompanyID: string;
        CompanyName: string;
        /** @enum {string} */
        CompanyState: "open" | "suspended";
        CompanySummary: {
            id: components["schemas"]["CompanyID"];
            name: string;
            parts: components["schemas"]["Part"][];
            state: components["schemas"]["CompanyState"];
        };
        CompanyUpdate: {
            address?: string;
            country?: components["schemas"]["Country"];
            name?: components["schemas"]["CompanyName"];
            /** @description Parts can be added, not taken away. */
            parts?: ("supplier" | "buyer" | "brand")[];
            phone?: string;
            website?: string;
        };
        /**
         * @description ISO 3166-1 alpha-2.
         * @example CN
         */
        Country: string;
        Email: string;
        Invitation: {
            /** Format: date-time */
            created_at: string;
            email: string;
            /** Format: date-time */
            expires_at: string;
            id: components["schemas"]["InvitationID"];
            /** @description Name of the colleague. */
            invited_by: string;
            roles: components["schemas"]["Role"][];
        };
        InvitationID: string;
        InvitationPage: {
            items: components["schemas"]["Invitation"][];
            next?: string;
        };
        InvitationPreview: {
            company: string;
            email: string;
            invited_by: string;
            /** @description Whether the address has an account. Only the holder of the link is told. */
            known: boolean;
        };
        Key: {
            /** @example EdDSA */
            alg: string;
            /** @example Ed25519 */
            crv: string;
            kid: string;
            /** @example OKP */
            kty: string;
            /** @example sig */
            use: string;
            /** @description The public key, base64url. */
            x: string;
        };
        KeySet: {
            keys: components["schemas"]["Key"][];
        };
        /** @enum {string} */
        Locale: "zh-CN" | "en";
        LoginOnly: {
            /** @description E-mail address or phone number. */
            login: string;
        };
        MySeat: {
            company: components["schemas"]["CompanySummary"];
            id: components["schemas"]["SeatID"];
            permissions: string[];
            roles: components["schemas"]["Role"][];
        };
        NewCompany: {
            country: components["schemas"]["Country"];
            name: components["schemas"]["CompanyName"];
            parts: ("supplier" | "buyer" | "brand")[];
        };
        NewInvitation: {
            email: components["schemas"]["Email"];
            locale?: components["schemas"]["Locale"];
            roles: components["schemas"]["Role"][];
        };
        /**
         * @description What the company does here.
         * @enum {string}
         */
        Part: "supplier" | "buyer" | "brand" | "operator";
        /** @description 8 to 128 characters of any kind; 15 or more are advised. Passwords known from leaks are refused. */
        Password: string;
        Person: {
            email: string;
            id: components["schemas"]["PersonID"];
            locale: components["schemas"]["Locale"];
            name: string;
            phone?: string;
        };
        PersonID: string;
        PersonName: string;
        PersonUpdate: {
            locale?: components["schemas"]["Locale"];
            name?: components["schemas"]["PersonName"];
        };
        /** @description International number: +8613800000000. Spaces and dashes are taken out. */
        Phone: string;
        PhoneCode: {
            code: string;
            phone: components["schemas"]["Phone"];
        };
        PhoneOnly: {
            phone: components["schemas"]["Phone"];
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
        Refresh: {
            /** @description Only for bearer clients; browsers send their cookie. */
            refresh_token?: string;
        };
        /** @enum {string} */
        Role: "owner" | "admin" | "buyer" | "approver" | "sales" | "pricing" | "warehouse" | "finance" | "service" | "marketing";
        Seat: {
            /** Format: date-time */
            created_at: string;
            email: string;
            id: components["schemas"]["SeatID"];
            me?: boolean;
            name: string;
            person: components["schemas"]["PersonID"];
            roles: components["schemas"]["Role"][];
        };
        SeatID: string;
        SeatPage: {
            items: components["schemas"]["Seat"][];
            next?: string;
        };
        SeatUpdate: {
            roles: components["schemas"]["Role"][];
        };
        Session: {
            id: components["schemas"]["SessionID"];
            person: components["schemas"]["Person"];
            seats: components["schemas"]["MySeat"][];
        };
        SessionEntry: {
            /** @description Browser and system as the client told, shortened. */
            agent: string;
            /** Format: date-time */
            created_at: string;
            current: boolean;
            id: components["schemas"]["SessionID"];
            ip: string;
            /** Format: date-time */
            last_used_at: string;
        };
        SessionID: string;
        SessionList: {
            items: components["schemas"]["SessionEntry"][];
        };
        SignedIn: {
            /** Format: date-time */
            access_expires_at?: string;
            /** @description Only for `bearer`. Valid for ten minutes at most. */
            access_token?: string;
            /** @description Only for `bearer`. */
            refresh_token?: string;
            session: components["schemas"]["Session"];
        };
        SignIn: {
            /** @description E-mail address or phone number. */
            login: string;
            password: components["schemas"]["Password"];
            transport?: components["schemas"]["Transport"];
        };
        SignUp: {
            company: components["schemas"]["NewCompany"];
            email: components["schemas"]["Email"];
            locale: components["schemas"]["Locale"];
            name: components["schemas"]["PersonName"];
        };
        SignUpPreview: {
            company: string;
            email: string;
            name: string;
        };
        Tenant: {
            country: string;
            /** Format: date-time */
            created_at: string;
            id: components["schemas"]["CompanyID"];
            name: string;
            parts: components["schemas"]["Part"][];
            state: components["schemas"]["CompanyState"];
            state_reason?: string;
        };
        TenantPage: {
            items: components["schemas"]["Tenant"][];
            next?: string;
        };
        TenantState: {
            reason?: string;
            state: components["schemas"]["CompanyState"];
        };
        /** @description One-time secret out of a mail or an invitation. */
        Token: string;
        TokenAndPassword: {
            password: components["schemas"]["Password"];
            token: components["schemas"]["Token"];
            transport?: components["schemas"]["Transport"];
        };
        TokenOnly: {
            token: components["schemas"]["Token"];
        };
        /**
         * @description How the tokens travel. Default cookie.
         * @enum {string}
         */
        Transport: "cookie" | "bearer";
    };
    responses: {
        /** @description What is wrong and what to do. */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Signed in. A browser gets its tokens as HttpOnly cookies (`__Host-access`, `__Host-refresh` and others, one Set-Cookie header each); a client that asked for `transport: bearer` finds them in the body. */
        SignedIn: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SignedIn"];
            };
        };
        /** @description Signed out. The cookies are taken back and Clear-Site-Data empties what the browser kept. */
        SignedOut: {
            headers: {
                [name: string]: unknown;
            };
            content?: never;
        };
    };
    parameters: {
        /** @description Cursor of the page before, from its `next`. */
        After: string;
        /** @description The company that acts. */
        Company: components["schemas"]["CompanyID"];
        /** @description A value of the client's own (a UUID is good). The same key with the same request answers what the first one answered and does nothing again; with another request it is refused. Kept for 24 hours. */
        IdempotencyKey: string;
        /** @description The ETag that was read. A resource that has changed since answers 412 and stays as it is. */
        IfMatch: string;
        /** @description How many entries to answer with. Default 50. */
        Limit: number;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The keys that verify now; newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeySet"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createCompany: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of the client's own (a UUID is good). The same key with the same request answers what the first one answered and does nothing again; with another request it is refused. Kept for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCompany"];
            };
        };
        responses: {
            /** @description Opened. */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Company"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCompany: {
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
            /** @description The company. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Company"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    updateCompany: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read. A resource that has changed since answers 412 and stays as it is. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CompanyUpdate"];
            };
        };
        responses: {
            /** @description The company as it is now. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Company"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listInvitations: {
        parameters: {
            query?: {
                /** @description Cursor of the page before, from its `next`. */
                after?: components["parameters"]["After"];
                /** @description How many entries to answer with. Default 50. */
                limit?: components["parameters"]["Limit"];
            };
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
                    "application/json": components["schemas"]["InvitationPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    inviteColleague: {
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
                "application/json": components["schemas"]["NewInvitation"];
            };
        };
        responses: {
            /** @description The mail is on its way. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitation"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    revokeInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                invitation: components["schemas"]["InvitationID"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Taken back. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    resendInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                invitation: components["schemas"]["InvitationID"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Sent. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitation"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCompanyLogo: {
        parameters: {
            query?: {
                /** @description Which logo, as in the company's `logo`; a new one has a new address. */
                v?: string;
            };
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The picture. */
            200: {
                headers: {
                    "Cache-Control"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "image/*": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putCompanyLogo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "image/*": string;
            };
        };
        responses: {
            /** @description The company as it is now. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Company"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteCompanyLogo: {
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
            /** @description Removed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listSeats: {
        parameters: {
            query?: {
                /** @description Cursor of the page before, from its `next`. */
                after?: components["parameters"]["After"];
                /** @description How many entries to answer with. Default 50. */
                limit?: components["parameters"]["Limit"];
                /** @description Part of a name or an address. */
                q?: string;
            };
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
                    "application/json": components["schemas"]["SeatPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    removeSeat: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                seat: components["schemas"]["SeatID"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    updateSeat: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                seat: components["schemas"]["SeatID"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SeatUpdate"];
            };
        };
        responses: {
            /** @description The seat as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Seat"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    acceptInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcceptInvitation"];
            };
        };
        responses: {
            201: components["responses"]["SignedIn"];
            default: components["responses"]["Problem"];
        };
    };
    previewInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenOnly"];
            };
        };
        responses: {
            /** @description Who invites whom to what. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationPreview"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    updateMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PersonUpdate"];
            };
        };
        responses: {
            /** @description The person as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Person"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    addPhone: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PhoneOnly"];
            };
        };
        responses: {
            /** @description A code is on its way. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    removePhone: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    confirmPhone: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PhoneCode"];
            };
        };
        responses: {
            /** @description The person as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Person"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listTenants: {
        parameters: {
            query?: {
                /** @description Cursor of the page before, from its `next`. */
                after?: components["parameters"]["After"];
                /** @description How many entries to answer with. Default 50. */
                limit?: components["parameters"]["Limit"];
                part?: components["schemas"]["Part"];
                /** @description Part of the name. */
                q?: string;
            };
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
                    "application/json": components["schemas"]["TenantPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    setTenantState: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                tenant: components["schemas"]["CompanyID"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TenantState"];
            };
        };
        responses: {
            /** @description The company as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePassword"];
            };
        };
        responses: {
            /** @description Changed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    requestPasswordReset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginOnly"];
            };
        };
        responses: {
            /** @description If the account exists, a mail is on its way. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    confirmPasswordReset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenAndPassword"];
            };
        };
        responses: {
            201: components["responses"]["SignedIn"];
            default: components["responses"]["Problem"];
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            201: components["responses"]["SignedIn"];
            default: components["responses"]["Problem"];
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: components["responses"]["SignedOut"];
            default: components["responses"]["Problem"];
        };
    };
    refreshSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Refresh"];
            };
        };
        responses: {
            201: components["responses"]["SignedIn"];
            default: components["responses"]["Problem"];
        };
    };
    listSessions: {
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
                    "application/json": components["schemas"]["SessionList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    revokeOtherSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
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
    revokeSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session: components["schemas"]["SessionID"];
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
    signUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignUp"];
            };
        };
        responses: {
            /** @description A mail is on its way. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    confirmSignUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenAndPassword"];
            };
        };
        responses: {
            201: components["responses"]["SignedIn"];
            default: components["responses"]["Problem"];
        };
    };
    previewSignUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenOnly"];
            };
        };
        responses: {
            /** @description The name and the company that were given. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignUpPreview"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
}
