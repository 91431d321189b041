package standin;

import java.io.Closeable;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Imitates the broker and the receivers of throttling events as far as that their ports are open. */
final class OpenPorts implements Closeable {

    private final List<ServerSocket> sockets = new ArrayList<>();

    OpenPorts(int... ports) throws IOException {
        for (int port : ports) {
            ServerSocket socket = new ServerSocket(port + Conf.offset());
            sockets.add(socket);
            Thread acceptor = new Thread(() -> acceptAll(socket), "standin-" + port);
            acceptor.setDaemon(true);
            acceptor.start();
        }
    }

    private static void acceptAll(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                socket.accept().close();
            } catch (IOException e) {
                // Closed, or a peer that went away.
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (ServerSocket socket : sockets) {
            socket.close();
        }
    }
}
