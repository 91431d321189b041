import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Scanner;
import org.apache.tomcat.jdbc.pool.DataSource;
import org.apache.tomcat.jdbc.pool.DataSourceFactory;

/** A server's pool with some connections in it: `name=value` are its options. Each line on standard input takes as many again. */
public class Borrow {
    private static final int COUNT = 3;

    public static void main(String[] options) throws SQLException {
        Properties properties = new Properties();
        for (String option : options) {
            int at = option.indexOf('=');
            properties.setProperty(option.substring(0, at), option.substring(at + 1));
        }
        DataSource source = new DataSource(DataSourceFactory.parsePoolProperties(properties));
        take(source);
        System.out.println("ready");
        Scanner input = new Scanner(System.in);
        while (input.hasNextLine()) {
            input.nextLine();
            take(source);
            System.out.println("taken");
        }
    }

    /** One after the other, all held until the last has answered, as one request does it that needs several. */
    private static void take(DataSource source) throws SQLException {
        List<Connection> held = new ArrayList<>();
        for (int each = 0; each < COUNT; each++) {
            Connection connection = source.getConnection();
            connection.createStatement().execute("SELECT 1");
            held.add(connection);
        }
        for (Connection connection : held) connection.close();
    }
}
