package dev.estiba.local.functionhost.web;

import java.net.InetAddress;

/**
 * Where the web server listens, and to whom.
 *
 * @param port 0 for any that is free
 */
public record ServerOptions(InetAddress address, int port, Limits limits, Cors cors) {}
