const meta = 'k8s.io.apimachinery.pkg.apis.meta.v1';

/** Messages whose JSON is not made of their fields. */
export const wellKnown: Record<string, (message: object) => unknown> = {
  [`${meta}.Time`]: readTime,
  [`${meta}.MicroTime`]: readMicroTime,
  [`${meta}.FieldsV1`]: readRaw,
  'k8s.io.apimachinery.pkg.runtime.RawExtension': readRaw,
  'k8s.io.apimachinery.pkg.api.resource.Quantity': message =>
    (message as { string?: string }).string ?? '0',
  'k8s.io.apimachinery.pkg.util.intstr.IntOrString': readIntOrString,
  'k8s.io.api.authentication.v1.ExtraValue': readItems,
  'k8s.io.api.authorization.v1.ExtraValue': readItems,
  'k8s.io.api.certificates.v1.ExtraValue': readItems,
};

/** Go's zero time is sent as nothing, and stands for "not set". */
function readTime(message: object): string | null {
  const { seconds } = message as { seconds?: unknown };
  const ms = Number(seconds ?? 0) * 1000;
  return ms ? new Date(ms).toISOString().replace('.000Z', 'Z') : null;
}

function readMicroTime(message: object): string | null {
  const { nanos = 0 } = message as { nanos?: number };
  const micros = String(Math.floor(nanos / 1000)).padStart(6, '0');
  return readTime(message)?.replace('Z', `.${micros}Z`) ?? null;
}

function readRaw(message: object): unknown {
  const { Raw, raw = Raw } = message as { Raw?: Uint8Array; raw?: Uint8Array };
  return raw?.length ? JSON.parse(Buffer.from(raw).toString()) : undefined;
}

function readIntOrString(message: object): unknown {
  const {
    type = 0,
    intVal = 0,
    strVal = '',
  } = message as { type?: unknown; intVal?: number; strVal?: string };
  return Number(type) === 1 ? strVal : intVal;
}

function readItems(message: object): unknown {
  return (message as { items?: string[] }).items ?? [];
}
