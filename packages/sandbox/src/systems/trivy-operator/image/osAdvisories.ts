import type { Severity } from '../../../scanner/Severity';

/** A vulnerability of a distribution's package, in the version that the sandbox's images have. */
export type OsAdvisory = {
  id: string;
  package: string;
  installed: string;
  fixed?: string;
  severity: Severity;
  title: string;
  publishedAt: string;
};

/** What the pipeline's own scan, which looks at the lockfile alone, never finds. */
export const osAdvisories: readonly OsAdvisory[] = [
  {
    id: 'CVE-2025-4802',
    package: 'libc6',
    installed: '2.36-9+deb12u10',
    fixed: '2.36-9+deb12u11',
    severity: 'HIGH',
    title:
      'glibc: static setuid binary dlopen may incorrectly search LD_LIBRARY_PATH',
    publishedAt: '2025-05-16T20:15:00Z',
  },
  {
    id: 'CVE-2019-1010022',
    package: 'libc6',
    installed: '2.36-9+deb12u10',
    severity: 'LOW',
    title: 'glibc: stack guard protection bypass',
    publishedAt: '2019-07-15T04:15:00Z',
  },
  {
    id: 'CVE-2018-20796',
    package: 'libc6',
    installed: '2.36-9+deb12u10',
    severity: 'LOW',
    title:
      'glibc: uncontrolled recursion in function check_dst_limits_calc_pos_1 in posix/regexec.c',
    publishedAt: '2019-02-26T02:29:00Z',
  },
  {
    id: 'CVE-2025-27587',
    package: 'libssl3',
    installed: '3.0.16-1~deb12u1',
    severity: 'LOW',
    title: 'OpenSSL: Minerva side-channel attack on PowerPC',
    publishedAt: '2025-06-16T22:15:00Z',
  },
  {
    id: 'CVE-2022-27943',
    package: 'libstdc++6',
    installed: '12.2.0-14+deb12u1',
    severity: 'LOW',
    title: 'binutils: libiberty/rust-demangle.c allows stack exhaustion',
    publishedAt: '2022-03-26T13:15:00Z',
  },
  {
    id: 'CVE-2022-48174',
    package: 'busybox',
    installed: '1:1.35.0-4+b3',
    severity: 'CRITICAL',
    title: 'busybox: stack overflow vulnerability in ash.c',
    publishedAt: '2023-08-22T19:16:00Z',
  },
  {
    id: 'CVE-2023-31484',
    package: 'perl',
    installed: '5.36.0-7+deb12u2',
    severity: 'HIGH',
    title: 'perl: CPAN.pm does not verify TLS certificates',
    publishedAt: '2023-04-29T00:15:00Z',
  },
  {
    id: 'CVE-2005-2541',
    package: 'tar',
    installed: '1.34+dfsg-1.2+deb12u1',
    severity: 'LOW',
    title:
      'tar: does not properly warn the user when extracting setuid or setgid files',
    publishedAt: '2005-08-10T04:00:00Z',
  },
  {
    id: 'CVE-2025-6020',
    package: 'libpam0g',
    installed: '1.5.2-6+deb12u1',
    severity: 'HIGH',
    title: 'linux-pam: directory traversal in pam_namespace',
    publishedAt: '2025-06-17T13:15:00Z',
  },
  {
    id: 'CVE-2025-8941',
    package: 'libpam0g',
    installed: '1.5.3-5ubuntu5.4',
    fixed: '1.5.3-5ubuntu5.5',
    severity: 'MEDIUM',
    title: 'linux-pam: incomplete fix for CVE-2025-6020',
    publishedAt: '2025-08-13T15:15:00Z',
  },
];
