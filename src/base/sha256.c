/* SPDX-License-Identifier: MIT */
/* Names and constants as in FIPS 180-4. */
#include "base/sha256.h"

#include <stdint.h>
#include <string.h>

#define BLOCK 64

static const uint32_t k[64] = {
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
	0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
	0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
	0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
	0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
	0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
	0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
	0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static uint32_t rotr(uint32_t x, int n)
{
	return x >> n | x << (32 - n);
}

static void schedule(const unsigned char block[BLOCK], uint32_t w[64])
{
	for (int t = 0; t < 16; t++) {
		const unsigned char *m = block + t * 4;
		w[t] = (uint32_t)m[0] << 24 | (uint32_t)m[1] << 16 | (uint32_t)m[2] << 8 | m[3];
	}
	for (int t = 16; t < 64; t++) {
		uint32_t s0 = rotr(w[t - 15], 7) ^ rotr(w[t - 15], 18) ^ w[t - 15] >> 3;
		uint32_t s1 = rotr(w[t - 2], 17) ^ rotr(w[t - 2], 19) ^ w[t - 2] >> 10;
		w[t] = s1 + w[t - 7] + s0 + w[t - 16];
	}
}

#define ROUND(a, b, c, d, e, f, g, h, t)                                       \
	do {                                                                   \
		uint32_t t1 = (h) + (rotr(e, 6) ^ rotr(e, 11) ^ rotr(e, 25)) + \
			      (((e) & (f)) ^ (~(e) & (g))) + k[t] + w[t];      \
		(d) += t1;                                                     \
		(h) = t1 + (rotr(a, 2) ^ rotr(a, 13) ^ rotr(a, 22)) +          \
		      (((a) & (b)) ^ ((a) & (c)) ^ ((b) & (c)));               \
	} while (0)

static void add_block(uint32_t hash[8], const unsigned char block[BLOCK])
{
	uint32_t w[64];
	uint32_t a = hash[0], b = hash[1], c = hash[2], d = hash[3], e = hash[4], f = hash[5], g = hash[6],
		 h = hash[7];
	schedule(block, w);
	for (int t = 0; t < 64; t += 8) { /* eight rounds at a time: the letters come round again */
		ROUND(a, b, c, d, e, f, g, h, t);
		ROUND(h, a, b, c, d, e, f, g, t + 1);
		ROUND(g, h, a, b, c, d, e, f, t + 2);
		ROUND(f, g, h, a, b, c, d, e, t + 3);
		ROUND(e, f, g, h, a, b, c, d, t + 4);
		ROUND(d, e, f, g, h, a, b, c, t + 5);
		ROUND(c, d, e, f, g, h, a, b, t + 6);
		ROUND(b, c, d, e, f, g, h, a, t + 7);
	}
	hash[0] += a;
	hash[1] += b;
	hash[2] += c;
	hash[3] += d;
	hash[4] += e;
	hash[5] += f;
	hash[6] += g;
	hash[7] += h;
}

/* The last one or two blocks: what is left of the message, a one bit, zeros, the length in bits. */
static void add_end(uint32_t hash[8], const unsigned char *rest, size_t n, uint64_t message_len)
{
	unsigned char end[2 * BLOCK] = {0};
	size_t size = n < BLOCK - 8 ? BLOCK : 2 * BLOCK;
	if (n)
		memcpy(end, rest, n);
	end[n] = 0x80;
	uint64_t bits = message_len * 8;
	for (size_t i = 0; i < 8; i++)
		end[size - 1 - i] = (unsigned char)(bits >> (8 * i) & 0xFF);
	for (size_t at = 0; at < size; at += BLOCK)
		add_block(hash, end + at);
}

void sha256_hex(const void *bytes, size_t len, char out[SHA256_HEX_SIZE])
{
	uint32_t hash[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
			    0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
	const unsigned char *message = bytes;
	size_t at = 0;
	for (; len - at >= BLOCK; at += BLOCK)
		add_block(hash, message + at);
	add_end(hash, len ? message + at : NULL, len - at, len);
	for (int i = 0; i < 64; i++)
		out[i] = "0123456789abcdef"[hash[i / 8] >> (28 - i % 8 * 4) & 0xF];
	out[64] = '\0';
}
