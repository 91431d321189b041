package standin;

import java.io.IOException;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.wso2.carbon.user.api.UserStoreException;
import org.wso2.carbon.user.core.service.RealmService;

/** Not imitated: the users are those of the kernel's own user store, with the administrator in it. */
final class Users {

    private final BundleContext context;

    Users(BundleContext context) {
        this.context = context;
    }

    boolean isPassword(String user, String password) throws IOException {
        if (user == null || password == null) {
            return false;
        }
        ServiceReference<RealmService> reference = context.getServiceReference(RealmService.class);
        if (reference == null) {
            throw new IOException("the user store is not there yet");
        }
        try {
            return context.getService(reference).getBootstrapRealm().getUserStoreManager().authenticate(user, password);
        } catch (UserStoreException e) {
            throw new IOException("the user store does not answer", e);
        } finally {
            context.ungetService(reference);
        }
    }
}
