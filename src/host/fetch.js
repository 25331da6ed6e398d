import { NUMBER, OperationError } from './operations.js';
import { encode } from './memory.js';

const NUL = new Uint8Array(1);

/**
 * fetch for C.
 * @param {import('./program.js').Program} program
 * @param {import('./operations.js').Operations} operations
 */
export function createFetch(program, operations) {
  /** A list of names and values, ended by NULL. @param {number} address */
  function readHeaders(address) {
    /** @type {[string, string][]} */
    const headers = [];
    const { memory } = program;
    for (let at = address; at && memory.word(at); at += 8)
      headers.push([memory.text(memory.word(at)), memory.text(memory.word(at + 4))]);
    return headers;
  }

  return {
    /**
     * @param {number} operation
     * @param {number} urlAddress
     * @param {number} methodAddress
     * @param {number} headersAddress
     * @param {number} bodyAddress
     * @param {number} bodySize
     */
    asyncio_host_fetch(
      operation,
      urlAddress,
      methodAddress,
      headersAddress,
      bodyAddress,
      bodySize,
    ) {
      const { memory } = program;
      const url = memory.text(urlAddress);
      const method = memory.text(methodAddress) || 'GET';
      const headers = readHeaders(headersAddress);
      const body = bodyAddress ? memory.bytes(bodyAddress, bodySize) : undefined;
      const label = `${method} ${url}`;
      operations.start(operation, label, (signal) =>
        request(label, url, { method, headers, body, signal }),
      );
    },
  };
}

/**
 * @param {string} label
 * @param {string} url
 * @param {RequestInit} init
 * @returns {Promise<import('./operations.js').Reply>}
 */
async function request(label, url, init) {
  let prepared;
  try {
    prepared = new Request(url, init);
  } catch (error) {
    throw new OperationError(`${label}: ${reason(error)}`, 'EINVAL');
  }
  try {
    const response = await fetch(prepared);
    const body = new Uint8Array(await response.arrayBuffer());
    return { type: NUMBER, number: response.status, parts: partsOf(response, body) };
  } catch (error) {
    throw new OperationError(`${label}: ${reason(error)}`, codeOf(error));
  }
}

/** url NUL (name NUL value NUL)... NUL body. @param {Response} response @param {Uint8Array} body */
function partsOf(response, body) {
  const texts = [response.url];
  for (const [name, value] of response.headers) texts.push(name, value);
  return [encode(`${texts.join('\0')}\0`), NUL, body];
}

/** What lies behind "fetch failed", where the host tells. @param {any} error */
const reason = (error) => error?.cause?.message || error?.message || String(error);

/** What hosts call their network errors. @type {Record<string, string>} */
const codes = {
  EAI_AGAIN: 'EHOSTUNREACH',
  ENOTFOUND: 'EHOSTUNREACH',
  ENETUNREACH: 'EHOSTUNREACH',
  EPIPE: 'ECONNRESET',
  UND_ERR_SOCKET: 'ECONNRESET',
  UND_ERR_BODY_TIMEOUT: 'ETIMEDOUT',
  UND_ERR_CONNECT_TIMEOUT: 'ETIMEDOUT',
  UND_ERR_HEADERS_TIMEOUT: 'ETIMEDOUT',
};

/** @param {any} error */
function codeOf(error) {
  if (error?.name === 'AbortError') return 'ECANCELED';
  if (error?.name === 'TimeoutError') return 'ETIMEDOUT';
  if (error?.cause?.message === 'unknown scheme') return 'EINVAL';
  const code = error?.cause?.code ?? error?.cause?.errors?.[0]?.code ?? 'EIO';
  return codes[code] ?? code;
}
