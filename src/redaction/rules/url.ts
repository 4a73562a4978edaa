import { patternRule } from './rule.ts';
import type { RedactionRule } from './rule.ts';

/**
 * Credentials within a URL or a data source name: user, host and path stay.
 * Each repeat is bounded, so that a long line without an end to it costs no more than its length.
 */
export const urlCredentials: readonly RedactionRule[] = [
  patternRule({
    // scheme://user:password@host, https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1. A password that was not
    // percent-encoded may hold "@", "/", "?" and "#"; digits and a slash are a port instead, and @sha256 an image's digest.
    name: 'url-password',
    hint: /:\\?\/\\?\/[^\s/:@]{0,256}:[^\s@]{1,512}@/,
    pattern:
      /:\\?\/\\?\/[^\s/?#:@"'<>\\]{0,256}:(?<secret>[^\s/?#"'<>\\]{1,512}|(?!\d{1,5}[/?#\\])[^\s"'<>@]{1,512})@(?!sha256:)/dg,
  }),
  patternRule({
    // user:password@tcp(host:port)/database, https://github.com/go-sql-driver/mysql#dsn-data-source-name
    name: 'url-password',
    hint: /@(?:tcp|unix)\(/,
    pattern: /(?<![^\s"'=])[\w.-]{1,64}:(?<secret>[^\s"']{1,256})@(?:tcp|unix)\(/dg,
  }),
  patternRule({
    // X-Amz-Signature: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html, X-Goog-Signature:
    // https://cloud.google.com/storage/docs/authentication/signatures, and the Signature of an AWS4 Authorization header.
    name: 'url-signature',
    hint: /signature/i,
    pattern: /(?<![a-z])(?:oauth_)?signature(?:=|%3d|\\u003d)["']?(?<secret>[\w.~%+/=-]{16,})/dgi,
  }),
  patternRule({
    // A shared access signature: https://learn.microsoft.com/rest/api/storageservices/create-service-sas. Go's JSON writes & as \u0026.
    name: 'url-signature',
    hint: /sig=/i,
    pattern: /(?:[?&;]|\\u0026)sig=(?<secret>[\w.~%+/=-]{16,})/dgi,
  }),
  patternRule({
    // Who knows the URL may post: https://docs.discord.com/developers/resources/webhook#execute-webhook
    name: 'discord-webhook',
    hint: /\/api\/webhooks\//,
    pattern: /discord(?:app)?\.com\/api\/(?:v\d+\/)?webhooks\/\d+\/(?<secret>[\w-]{20,})/dg,
  }),
  patternRule({
    // https://api.telegram.org/bot<token>/METHOD_NAME: https://core.telegram.org/bots/api#making-requests
    name: 'telegram-bot-token',
    hint: /\/bot\d+:/,
    pattern: /\/bot(?<secret>\d{6,12}:[\w-]{30,})/dg,
  }),
];
