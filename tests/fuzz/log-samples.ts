/**
 * Lines of every log format, of our own making, with what a server meets: an escaped quote, a TLS greeting, an empty request,
 * IPv6, a forwarded address, a status of 000. `head` begins the file: directives that its lines are read by.
 */
export const logSamples: Record<string, { head?: string; lines: string[] }> = {
  combined: {
    lines: [
      '192.0.2.10 - - [22/Nov/2026:08:15:30 +0700] "GET /berita?id=7 HTTP/1.1" 200 5120 "https://kota.example/" "Mozilla/5.0 (X11; Linux x86_64) Firefox/121.0"',
      '2001:db8::17 - - [22/Nov/2026:08:15:31 +0700] "GET /profil HTTP/2.0" 304 0 "-" "Mozilla/5.0 (Windows NT 6.1; Win64; x64)"',
      String.raw`192.0.2.11 - - [22/Nov/2026:08:15:31 +0700] "\x16\x03\x01\x02\x00\x01" 400 157 "-" "-"`,
      '192.0.2.12 - - [22/Nov/2026:08:15:32 +0700] "" 000 0 "-" "-"',
      String.raw`kota.example:443 192.0.2.13 - warga [22/Nov/2026:08:15:33 +0700] "GET /a\"b HTTP/1.1" 403 - "-" "kata \"kutip\" \\ garis"`,
      '192.0.2.14 - - [22/Nov/2026:08:15:34 +0700] "POST /kirim HTTP/1.1" 302 12',
    ],
  },
  'combined-plus': {
    lines: [
      '192.0.2.10 - - [22/Nov/2026:08:15:30 +0700] "GET /berita?id=7 HTTP/1.1" 200 5120 "-" "Mozilla/5.0 (X11)" "198.51.100.7, 10.0.0.1"',
      'kota.example:443 2001:db8::17 - warga [22/Nov/2026:08:15:31 +0700] "GET / HTTP/1.1" 200 5 "-" "Mozilla/5.0" "-" 0.012 0.010',
      String.raw`192.0.2.11 - - [22/Nov/2026:08:15:32 +0700] "\x16\x03\x01" 400 157 "-" "-" 0.000`,
    ],
  },
  'caddy-json': {
    lines: [
      '{"level":"info","ts":1795310130.25,"logger":"http.log.access","msg":"handled request","request":{"remote_ip":"192.0.2.10","client_ip":"192.0.2.10","proto":"HTTP/2.0","method":"GET","host":"kota.example","uri":"/berita?id=7","headers":{"User-Agent":["Mozilla/5.0 (X11)"],"Referer":["https://kota.example/"]}},"user_id":"warga","duration":0.0123,"size":5120,"status":200}',
      '{"level":"info","ts":"2026-11-22T08:15:30.250+0700","logger":"http.log.access","msg":"handled request","request":{"remote_ip":"2001:db8::17","method":"HEAD","host":"[2001:db8::1]:443","uri":"/","headers":{}},"duration":0,"size":0,"status":0}',
    ],
  },
  'traefik-json': {
    lines: [
      '{"ClientAddr":"[2001:db8::17]:52458","ClientHost":"2001:db8::17","ClientUsername":"warga","DownstreamContentSize":15,"DownstreamStatus":200,"Duration":10002425284,"RequestHost":"kota.example:8443","RequestMethod":"GET","RequestPath":"/berita?id=7","StartUTC":"2026-11-22T01:15:30.773360139Z","request_User-Agent":"Mozilla/5.0","time":"2026-11-22T01:15:41Z"}',
    ],
  },
  'nginx-json': {
    lines: [
      '{"time_local":"22/Nov/2026:08:15:30 +0700","remote_addr":"192.0.2.10","remote_user":"warga","request":"GET /berita?id=7 HTTP/1.1","status":"200","body_bytes_sent":"5120","request_time":"0.012","http_referer":"","http_user_agent":"Mozilla/5.0 (X11) \\u0022","server_name":"kota.example"}',
      String.raw`{"@timestamp":"2026-11-22T08:15:30","remote_addr":"192.0.2.10, 10.0.0.1","request_method":"GET","request_uri":"/a\x22b","status":404,"body_bytes_sent":12,"http_user_agent":"-","request_time":0.5}`,
    ],
  },
  cloudfront: {
    head: '#Version: 1.0\n#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header cs-protocol cs-bytes time-taken\n',
    lines: [
      '2026-11-22\t01:15:30\tCGK50\t5120\t192.0.2.10\tGET\td111111abcdef8.cloudfront.net\t/berita\t200\thttps://kota.example/\tMozilla/5.0%20(X11;%20Linux)\tid=7\t-\tMiss\tabc==\tkota.example\thttps\t217\t0.001',
    ],
  },
  w3c: {
    head: '#Software: Microsoft Internet Information Services 10.0\n#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken\n',
    lines: [
      '2026-11-22 01:15:30 10.0.0.5 GET /berita id=7 443 - 192.0.2.10 Mozilla/5.0+(Windows+NT+10.0) https://kota.example/ 200 0 0 31',
      '2026-11-22 01:15:31 10.0.0.5 POST /masuk - 443 warga 2001:db8::17 - - 401 1 1326 5',
      '#Fields: date time c-ip cs-method cs-uri-stem sc-status time-taken',
      '2026-11-22 01:15:32 192.0.2.11 GET / 200 15',
      '#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken',
    ],
  },
  elb: {
    lines: [
      'https 2026-11-22T01:15:30.127531Z app/kota/abc 192.0.2.10:2817 10.0.0.1:80 0.001 0.102 0.000 200 200 225 24950 "GET https://kota.example:443/berita?id=7 HTTP/1.1" "Mozilla/5.0 (X11)" ECDHE TLSv1.2 arn "Root=1"',
      '2026-11-22T01:15:31.943958Z kota 192.0.2.11:2817 - -1 -1 -1 503 0 0 57 "GET http://kota.example:80/ HTTP/1.1" "-" - -',
    ],
  },
  s3: {
    lines: [
      `${'79a59df900b949e5'.repeat(4)} berkas.kota.example [22/Nov/2026:01:15:30 +0000] 192.0.2.10 arn:aws:iam::1:user/warga 3E57427F3EXAMPLE WEBSITE.GET.OBJECT berita.html "GET /berita.html HTTP/1.1" 200 - 5120 5120 70 10 "-" "Mozilla/5.0 (X11)" -`,
    ],
  },
  haproxy: {
    lines: [
      'Nov 22 08:15:30 gerbang haproxy[6801]: 192.0.2.10:55008 [22/Nov/2026:08:15:30.584] ft_https~ bk_web/web1 0/0/0/72/72 200 7456 - - ---- 5/4/0/1/0 0/0 {kota.example|Mozilla} "GET /berita?id=7 HTTP/1.1"',
      '192.0.2.11:55009 [22/Nov/2026:08:15:31.002] ft_https~ ft_https/<NOSRV> -1/-1/-1/-1/5 400 187 - - PR-- 5/4/0/0/0 0/0 "<BADREQ>"',
    ],
  },
  zoraxy: {
    lines: [
      '2026/11/22 08:15:30 [2026-11-22 08:15:30.150624] [router:host-http] [origin:kota.example] [client: 192.0.2.10] [useragent: Mozilla/5.0 (X11; [uji])] GET /berita?id=7 200',
    ],
  },
  'nginx-proxy-manager': {
    lines: [
      '[22/Nov/2026:08:15:30 +0700] - 200 200 - GET https kota.example "/berita?id=7" [Client 192.0.2.10] [Length 5120] [Gzip 3.10] [Sent-to web1] "Mozilla/5.0 (X11)" "-"',
      String.raw`[22/Nov/2026:08:15:31 +0700] 444 - GET https kota.example "/a\x22b" [Client 192.0.2.11] [Length 0] [Gzip -] "curl/8" "https://kota.example/"`,
    ],
  },
  gandi: {
    lines: [
      'kota.example 192.0.2.10 - - [22/Nov/2026:08:15:30 +0700] (0 s) "GET /berita?id=7 HTTP/1.1" 200 5120 "https://kota.example/" "Mozilla/5.0 (X11)"',
    ],
  },
};
