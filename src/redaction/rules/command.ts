import { patternRule } from './rule.ts';
import type { RedactionRule } from './rule.ts';

/** Passwords in commands whose option for them does not say so: the command, the user and the host stay. */
export const commandCredentials: readonly RedactionRule[] = [
  patternRule({
    // https://curl.se/docs/manpage.html#-u
    name: 'password',
    hint: /curl\s/,
    pattern:
      /(?<!\w)curl\s.{0,512}?(?<=\s)(?:-u|--user|--proxy-user)[ =]?["']?[^\s:"']{1,128}:(?<secret>[^\s"']{1,256})/dg,
  }),
  patternRule({
    // https://dev.mysql.com/doc/refman/8.4/en/password-security-user.html
    name: 'password',
    hint: /(?:mysql|maria)/,
    pattern:
      /(?<!\w)(?:mysql(?:dump|admin|import|show)?|mariadb(?:-dump)?)\s.{0,512}?(?<=\s)-p["']?(?<secret>[^\s"']{1,256})/dg,
  }),
  patternRule({
    // https://redis.io/docs/latest/develop/tools/cli/, https://man7.org/linux/man-pages/man1/sshpass.1.html
    name: 'password',
    hint: /redis-cli\s|sshpass\s/,
    pattern:
      /(?<!\w)(?:redis-cli\s.{0,512}?(?<=\s)-a\s{1,4}|sshpass\s{1,4}-p\s{0,4})["']?(?<secret>[^\s"']{1,256})/dg,
  }),
];
