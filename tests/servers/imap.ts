import { execFileSync } from 'node:child_process';
import {
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../clickhouse/data-folder/free-port';
import { installed, serve, serverFolder, type TestServer, unprivileged } from './server';

export const hasImap = () =>
  installed('dovecot-imapd', '/usr/sbin/dovecot', '/usr/lib/dovecot/imap', '/usr/bin/openssl');

export interface TestMailServer extends TestServer {
  /** TLS from the first byte, with the certificate `ca`. */
  tlsPort: number;
  ca: string;
  /** Puts a message into a mailbox, as if it came at that time. */
  deliver: (mailbox: string, at: string, headers: string[], body?: string) => void;
  /** Empties a mailbox and makes a new one of the same name. */
  renew: (mailbox: string) => void;
  /** Names of the files of a mailbox; their endings are the flags. */
  files: (mailbox: string) => string[];
}

/** A Dovecot with the account `layanan` and the mailboxes INBOX and Sent. */
export async function startImap(password: string): Promise<TestMailServer> {
  const folder = serverFolder();
  const account = unprivileged();
  const user = account ? 'nobody' : userInfo().username;
  const [port, tlsPort] = [await freePort(), await freePort()];
  const mine = (path: string) => {
    if (account) chownSync(path, account.uid, account.gid);
    return path;
  };
  const at = (...names: string[]) => join(folder, ...names);
  execFileSync(
    '/usr/bin/openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '2',
      '-subj',
      '/CN=localhost',
      '-addext',
      'subjectAltName=DNS:localhost,IP:127.0.0.1',
      '-keyout',
      at('kunci.pem'),
      '-out',
      at('sertifikat.pem'),
    ],
    { stdio: 'ignore' },
  );
  writeFileSync(at('akun'), `layanan:{PLAIN}${password}:::::\n`);
  for (const name of ['kunci.pem', 'sertifikat.pem', 'akun']) mine(at(name));
  const box = (mailbox: string) => (mailbox === 'INBOX' ? at('surat') : at('surat', `.${mailbox}`));
  const make = (mailbox: string) => {
    mkdirSync(box(mailbox), { recursive: true });
    mine(box(mailbox));
    for (const name of ['cur', 'new', 'tmp']) {
      mkdirSync(join(box(mailbox), name));
      mine(join(box(mailbox), name));
    }
  };
  make('INBOX');
  make('Sent');
  const id = account ?? userInfo();
  writeFileSync(
    at('dovecot.conf'),
    `base_dir = ${at('jalan')}
state_dir = ${at('jalan')}
log_path = ${at('log')}
protocols = imap
listen = 127.0.0.1
default_internal_user = ${user}
default_internal_group = ${execFileSync('id', ['-gn', user], { encoding: 'utf8' }).trim()}
default_login_user = ${user}
disable_plaintext_auth = no
ssl = yes
ssl_cert = <${at('sertifikat.pem')}
ssl_key = <${at('kunci.pem')}
mail_location = maildir:${at('surat')}
mail_uid = ${id.uid}
mail_gid = ${id.gid}
first_valid_uid = 1
passdb {
  driver = passwd-file
  args = ${at('akun')}
}
userdb {
  driver = static
  args = uid=${id.uid} gid=${id.gid} home=${folder}
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = ${tlsPort}
  }
}
service anvil {
  chroot =
}
`,
  );
  mine(at('dovecot.conf'));
  const server = await serve(folder, port, 'SIGTERM', ['/usr/sbin/dovecot', '-F', '-c', at('dovecot.conf')]);
  let serial = 0;
  return {
    ...server,
    tlsPort,
    ca: readFileSync(at('sertifikat.pem'), 'utf8'),
    deliver: (mailbox, when, headers, body = 'Isi surat yang tidak boleh terbaca.') => {
      const name = `${++serial}.surat.uji`;
      const path = join(box(mailbox), 'tmp', name);
      writeFileSync(
        path,
        `${[...headers, 'Subject: Perihal yang tidak boleh terbaca'].join('\r\n')}\r\n\r\n${body}\r\n`,
      );
      utimesSync(path, new Date(when), new Date(when));
      renameSync(mine(path), join(box(mailbox), 'new', name));
    },
    renew: (mailbox) => {
      // The server takes the second in which it first sees a mailbox as its generation: two of one second would be one.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_100);
      for (const name of readdirSync(box(mailbox))) {
        if (!name.startsWith('.')) rmSync(join(box(mailbox), name), { recursive: true });
      }
      make(mailbox);
    },
    files: (mailbox) =>
      ['new', 'cur'].flatMap((name) =>
        execFileSync('ls', [join(box(mailbox), name)], { encoding: 'utf8' })
          .split('\n')
          .filter(Boolean),
      ),
  };
}
